package serve

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
)

//go:embed page openapi.json
var files embed.FS

// assets are the files of the page by their path in addresses. They are in the
// program; there is no other way from a path to a file.
var assets = load()

// An asset is a file of the page.
type asset struct {
	kind, tag string
	body      []byte
}

func load() map[string]asset {
	all := map[string]asset{}
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		body, err := files.ReadFile(name)
		sum := sha256.Sum256(body)
		all[address(name)] = asset{kind: kindOf(name), tag: `"` + hex.EncodeToString(sum[:8]) + `"`, body: body}
		return err
	})
	if err != nil {
		panic(fmt.Sprintf("serve: the page that the program carries: %v", err))
	}
	return all
}

// address is where a file is served: the page itself at the root.
func address(name string) string {
	switch name {
	case "page/index.html":
		return "/{$}"
	case "openapi.json":
		return "/openapi.json"
	}
	return "/" + name
}

// kindOf is the type of a file. It does not depend on what the machine knows.
func kindOf(name string) string {
	switch path.Ext(name) {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".html":
		return "text/html; charset=utf-8"
	case ".json":
		return jsonType
	}
	return mime.TypeByExtension(path.Ext(name))
}

// ServeHTTP sends the file, or says that it is as it was.
func (a asset) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", a.kind)
	h.Set("Cache-Control", "no-cache")
	h.Set("ETag", a.tag)
	if r.Header.Get("If-None-Match") == a.tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Write(a.body) //nolint:errcheck // who went away is told nothing
}
