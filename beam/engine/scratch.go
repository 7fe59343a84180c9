package engine

import "os"

// Scratch creates a folder for the temporary files of this process and the processes that
// it starts, and sets the variables of the environment that name the temporary folder.
// remove removes it with all files: Beam's SDK leaves files there with every pipeline.
// Call it once, before temporary files are made.
func Scratch() (remove func(), err error) {
	folder, err := os.MkdirTemp("", "w2vattn-beam-*")
	if err != nil {
		return nil, err
	}
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} { // of Unix; of Windows
		if err := os.Setenv(name, folder); err != nil {
			return nil, err
		}
	}
	return func() { _ = os.RemoveAll(folder) }, nil
}
