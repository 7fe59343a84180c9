package engine

import "fmt"

// Format is the version of the data that pipelines send to workers and store in files. It
// increases whenever either changes.
const Format = 2

// A Build is the version of the program that made a pipeline. The functions of a pipeline
// embed it and call Check in Setup.
type Build struct{ Format int }

// ThisBuild returns the version of the running program.
func ThisBuild() Build { return Build{Format} }

// Check returns an error if the running program has another version than b.
func (b Build) Check() error {
	if b.Format != Format {
		return fmt.Errorf("the pipeline was made by a w2vattn-beam of format %d, this worker is of format %d: start "+
			"workers and pipeline from the same build", b.Format, Format)
	}
	return nil
}
