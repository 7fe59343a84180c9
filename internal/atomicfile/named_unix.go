//go:build !windows

package atomicfile

import (
	"os"
	"path/filepath"

	"github.com/google/renameio/v2"
)

// The names of temporary files, which renameio makes with random numbers of 63 bits.
const (
	separator  = "" // between the name of the target and the number
	mostDigits = 19 // of the number
)

// renamed is a temporary file with a name. Its methods implement pending.
type renamed struct{ *renameio.PendingFile }

// createNamed creates a temporary file beside path and locks it, so that RemoveStale in
// another program does not remove it.
func createNamed(path string) (pending, error) {
	f, err := renameio.NewPendingFile(path, renameio.WithTempDir(filepath.Dir(path)),
		renameio.WithPermissions(0o644), renameio.WithExistingPermissions())
	if err != nil {
		return nil, err
	}
	lock(f.File)
	return renamed{f}, nil
}

// file implements pending.
func (r renamed) file() *os.File { return r.File }

// Commit implements pending.
func (r renamed) Commit() error { return r.CloseAtomicallyReplace() }

// Abandon implements pending.
func (r renamed) Abandon() error { return r.Cleanup() }
