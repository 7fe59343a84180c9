package engine

import "fmt"

// Format is the version of what pipelines send to workers and keep in files. It
// grows whenever either changes.
const Format = 2

// A Build says which version of this program made a pipeline. Functions embed
// it; Check is for their Setup.
type Build struct{ Format int }

// ThisBuild is that of the running program.
func ThisBuild() Build { return Build{Format} }

// Check returns an error if this program is of another version than what made b.
func (b Build) Check() error {
	if b.Format != Format {
		return fmt.Errorf("the pipeline was made by a w2vattn-beam of format %d, this worker is of format %d: start "+
			"workers and pipeline from the same build", b.Format, Format)
	}
	return nil
}
