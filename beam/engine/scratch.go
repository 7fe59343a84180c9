package engine

import "os"

// Scratch creates a folder for the temporary files of this process and the processes that
// it starts. remove removes it: Beam's SDK leaves files there with every pipeline.
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
