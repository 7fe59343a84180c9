package serve

// This file serves the web page: HTML, CSS and JavaScript that are embedded in the
// program, each with an entity tag, so that a reload sends no bytes of files that
// have not changed. Two things are filled in when the program starts: the list of
// scores, which package attention defines, and the page's language.

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
	"github.com/w2vattn/w2vattn/internal/message"
)

//go:embed page openapi.json
var files embed.FS

// assets are the handlers of the page's files by their paths. The files are part of the
// program: no path of a request reaches the file system.
var assets = loadAssets()

// loadAssets reads the embedded files. Files that cannot be read are a programming error.
func loadAssets() map[string]http.Handler {
	all := map[string]http.Handler{}
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		body, err := files.ReadFile(name)
		all[pathOf(name)] = newAsset(name, withScores(name, body))
		return err
	})
	if err != nil {
		panic(fmt.Sprintf("serve: the embedded files of the page: %v", err))
	}
	return all
}

// newAsset returns the handler of a file. The page itself has a variant for each
// language.
func newAsset(name string, body []byte) http.Handler {
	if name != pageFile {
		return newVariant(name, body)
	}
	variants := languageVariants{}
	for _, l := range message.Languages() {
		in := fmt.Sprintf(`<html lang="%s">`, l)
		variants[l] = newVariant(name, bytes.Replace(body, []byte(`<html lang="en">`), []byte(in), 1))
	}
	return variants
}

// pageFile is the file of the page itself.
const pageFile = "page/index.html"

// withScores replaces the placeholder of the scores in a file by the scores of package
// attention: in the page by radio buttons, the default first, and in openapi.json by their
// names.
func withScores(name string, body []byte) []byte {
	switch name {
	case pageFile:
		return bytes.Replace(body, []byte("<!-- scores -->"), []byte(strings.Join(scoreButtons(), "\n      ")), 1)
	case "openapi.json":
		names := `"` + strings.Join(attention.ScoreNames(), `", "`) + `"`
		return bytes.ReplaceAll(body, []byte(`"<scores>"`), []byte(names))
	}
	return body
}

// scoreButtons returns a radio button for each score, the default first.
func scoreButtons() []string {
	const button = `<label><input type="radio" name="score" value="%[1]s"%[2]s> %[1]s ` +
		`<span class="formula">%[3]s</span></label>`
	var buttons []string
	for _, s := range attention.Scores() {
		if s == attention.Scaled {
			buttons = slices.Insert(buttons, 0, fmt.Sprintf(button, s, " checked", formula(s)))
		} else {
			buttons = append(buttons, fmt.Sprintf(button, s, "", formula(s)))
		}
	}
	return buttons
}

// formula returns the formula of a score as HTML, with a line over the D of √D.
func formula(s attention.Score) string {
	return strings.ReplaceAll(html.EscapeString(s.Formula()), "√D", `√<span class="radicand">D</span>`)
}

// pathOf returns the path at which a file is served. That of the page itself is the root.
func pathOf(name string) string {
	switch name {
	case pageFile:
		return "/{$}"
	case "openapi.json":
		return "/openapi.json"
	}
	return "/" + name
}

// mediaTypeOf returns the media type of a file. For most files of the page it does not consult
// the operating system, whose types differ from machine to machine.
func mediaTypeOf(name string) string {
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

// A variant is a file with its media type and entity tag.
type variant struct {
	mediaType, tag string
	body           []byte
}

// newVariant returns a variant whose entity tag is the beginning of the SHA-256 of its
// body, so that it changes exactly if the file does, also across versions of the program.
func newVariant(name string, body []byte) variant {
	sum := sha256.Sum256(body)
	return variant{mediaType: mediaTypeOf(name), tag: `"` + hex.EncodeToString(sum[:8]) + `"`, body: body}
}

// ServeHTTP sends the file, or status 304 if the client has it. With Cache-Control:
// no-cache a browser keeps the file but asks each time, so a new version of the program
// shows its own page at once.
func (v variant) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", v.mediaType)
	h.Set("Cache-Control", "no-cache")
	h.Set("ETag", v.tag)
	if r.Header.Get("If-None-Match") == v.tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Write(v.body) //nolint:errcheck // the client is gone
}

// languageVariants maps each language to the page in it. The variants differ in the lang
// attribute of the html element, from which the page's script chooses its texts.
type languageVariants map[message.Language]variant

// ServeHTTP sends the page in the language of the parameter lang or, without it, in the
// one that the Accept-Language header prefers.
func (v languageVariants) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	lang := languageOf(r)
	w.Header().Set("Content-Language", string(lang))
	w.Header().Add("Vary", "Accept-Language")
	v[lang].ServeHTTP(w, r)
}

// languageOf returns the language of the answer to a request: that of the parameter lang
// or, without it, the best of Accept-Language.
func languageOf(r *http.Request) message.Language {
	if lang, err := message.Parse(r.URL.Query().Get("lang")); err == nil {
		return lang
	}
	return message.FromHeader(r.Header.Get("Accept-Language"))
}
