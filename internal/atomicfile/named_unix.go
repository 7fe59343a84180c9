//go:build !windows

package atomicfile

import (
	"os"
	"path/filepath"

	"github.com/google/renameio/v2"
)

// Of the name of a temporary file: what stands between the target's name and the
// random number, and the most digits of that. renameio takes one of 63 bits.
const (
	separator  = ""
	mostDigits = 19
)

// renamed is a temporary file with a name.
type renamed struct{ *renameio.PendingFile }

// createNamed creates the temporary file beside path and locks it, so that RemoveStale
// of another program leaves it alone.
func createNamed(path string) (pending, error) {
	f, err := renameio.NewPendingFile(path, renameio.WithTempDir(filepath.Dir(path)), renameio.WithPermissions(0o644), renameio.WithExistingPermissions())
	if err != nil {
		return nil, err
	}
	lock(f.File)
	return renamed{f}, nil
}

func (r renamed) file() *os.File { return r.File }
func (r renamed) Commit() error  { return r.CloseAtomicallyReplace() }
func (r renamed) Abandon() error { return r.Cleanup() }
