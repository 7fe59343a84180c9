package engine

import "os"

// Scratch gives this process and those that it starts a folder of their own for
// temporary files, which remove removes: Beam's SDK leaves some at every
// pipeline.
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
