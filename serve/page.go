package serve

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"slices"
	"strings"

	"github.com/w2vattn/w2vattn/attention"
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
		body = withScores(name, body)
		sum := sha256.Sum256(body)
		all[address(name)] = asset{kind: kindOf(name), tag: `"` + hex.EncodeToString(sum[:8]) + `"`, body: body}
		return err
	})
	if err != nil {
		panic(fmt.Sprintf("serve: the page that the program carries: %v", err))
	}
	return all
}

// withScores returns a file in which the scores of package attention stand in place of
// their marks: as radio buttons on the page, the default first, and as names in the
// description of the API.
func withScores(name string, body []byte) []byte {
	var buttons []string
	for _, s := range attention.Scores() {
		checked := ""
		if s == attention.Scaled {
			checked = " checked"
		}
		button := fmt.Sprintf(`<label><input type="radio" name="score" value="%[1]s"%[2]s> %[1]s <span class="formula">%[3]s</span></label>`,
			s, checked, html.EscapeString(s.Formula()))
		if s == attention.Scaled {
			buttons = slices.Insert(buttons, 0, button)
		} else {
			buttons = append(buttons, button)
		}
	}
	switch name {
	case "page/index.html":
		return bytes.Replace(body, []byte("<!-- scores -->"), []byte(strings.Join(buttons, "\n      ")), 1)
	case "openapi.json":
		return bytes.ReplaceAll(body, []byte(`"<scores>"`), []byte(`"`+strings.Join(attention.ScoreNames(), `", "`)+`"`))
	}
	return body
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
