//go:build !windows

package atomicfile

import "github.com/google/renameio/v2"

type renamed struct{ *renameio.PendingFile }

func create(path string) (pending, error) {
	f, err := renameio.NewPendingFile(path, renameio.WithPermissions(0o644), renameio.WithExistingPermissions())
	if err != nil {
		return nil, err
	}
	return renamed{f}, nil
}

func (r renamed) Commit() error  { return r.CloseAtomicallyReplace() }
func (r renamed) Abandon() error { return r.Cleanup() }
