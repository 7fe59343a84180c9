package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/w2vattn/w2vattn/internal/message"
)

// serving returns a command that runs w2vattn as a process, in dir. The program is the
// binary of the tests, so nothing is built.
func serving(t testing.TB, dir string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self)
	cmd.Args = append([]string{"w2vattn"}, args...) // TestMain goes by the name
	cmd.Dir = dir
	return cmd
}

// withModel returns a folder with a small model.
func withModel(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"tiny.vec": "3 2\ncat 1 0\n고양이 0.9 0.1\n책 0 1\n",
		"text.txt": "A cat.\n고양이와 책\n책\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestServe: the command writes its address, answers, and ends with code 0 on SIGTERM; a
// second server reports that the port is in use.
func TestServe(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("skipped: there is no SIGTERM here")
	}
	dir := withModel(t)
	cmd := serving(t, dir, "serve", "-m", "tiny.vec", "-m", "second=tiny.vec", "--corpus", "second=text.txt", "--addr",
		"127.0.0.1:0", "--log-format", "json")
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(stderr)
	first, err := lines.ReadString('\n')
	if err != nil || !strings.HasPrefix(first, "open http://127.0.0.1:") {
		t.Fatalf("first line %q, %v", first, err)
	}
	url := strings.TrimSuffix(strings.Fields(first)[1], "/")
	for path, want := range map[string]string{
		"/api/similar?word=cat&n=1":              `[{"word":"고양이","cosine":0.99`,
		"/api/similar?word=cat&n=1&model=second": `[{"word":"고양이"`,
		"/api/info":                              `{"format":"word2vec-text","words":3,"dim":2`,
		"/api/models":                            `[{"name":"tiny"`,
		"/healthz":                               "ok",
	} {
		r, err := http.Get(url + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r.Body)
		r.Body.Close()
		if err != nil || r.StatusCode != 200 || !strings.HasPrefix(string(body), want) {
			t.Errorf("%s: %d %s, want %s", path, r.StatusCode, body, want)
		}
	}
	r, err := http.Post(url+"/api/search", "application/json",
		strings.NewReader(`{"query":"책","model":"second","n":1}`))
	if err != nil {
		t.Fatal(err)
	}
	if body, err := io.ReadAll(r.Body); err != nil || !strings.Contains(string(body), `"file":"text.txt","line":`) {
		t.Errorf("search: %d %s, %v", r.StatusCode, body, err)
	}
	r.Body.Close()
	if r, err = http.Get(url + "/readyz"); err != nil || r.StatusCode != 200 { // the search has waited for the corpus
		t.Errorf("readyz: %+v, %v", r, err)
	}
	r.Body.Close()
	if out, err := serving(t, dir, "serve", "-m", "tiny.vec", "--addr",
		strings.TrimPrefix(url, "http://")).CombinedOutput(); err == nil || !strings.Contains(string(out),
		"in use by another program: choose another port with --addr") {
		t.Errorf("a taken port: %v %s", err, out)
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	rest, err := io.ReadAll(lines)
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil || !strings.Contains(string(rest), `"msg":"stopped"`) {
		t.Errorf("stopped with %v:\n%s", err, rest)
	}
}

// TestServeWarns: there is a warning for an address that other machines can connect to.
func TestServeWarns(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("skipped: there is no SIGTERM here")
	}
	cmd := serving(t, withModel(t), "serve", "-m", "tiny.vec", "--addr", ":0")
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(stderr)
	first, err := lines.ReadString('\n')
	if err != nil || !strings.HasPrefix(first, "warning:") || !strings.Contains(first, "no password") {
		t.Errorf("first line %q, %v", first, err)
	}
	if _, err := lines.ReadString('\n'); err != nil { // it serves
		t.Error(err)
	}
	cmd.Process.Signal(os.Interrupt)
	rest, err := io.ReadAll(lines)
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("%v: %s", err, rest)
	}
}

func TestModelName(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("a=b.vec", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for given, want := range map[string][2]string{
		"x/news.safetensors": {"news", "x/news.safetensors"}, "en=x/news.bin": {"en", "x/news.bin"},
		"a=b.vec": {"a=b", "a=b.vec"}, "=b": {"=b", "=b"}, "m=a=b.vec": {"m", "a=b.vec"},
	} {
		if name, path := modelName(given); [2]string{name, path} != want {
			t.Errorf("%s: %s, %s, want %v", given, name, path, want)
		}
	}
}

// TestLogInKorean: messages and errors of the text log are Korean with --lang ko. The names
// of fields, messages of net/http, and the JSON log stay English.
func TestLogInKorean(t *testing.T) {
	for format, want := range map[string]string{
		"text": `msg=요청 path=/ error="a.bin: `, "json": `"msg":"request","path":"/","error":"a.bin: `,
	} {
		var errs bytes.Buffer
		a := &app{err: &errs, lang: message.Korean}
		log := a.logger(format)
		log.Info("request", "path", "/", "error", errors.New("a.bin: no such file or directory"))
		log.Info("http: TLS handshake error")
		if got := errs.String(); !strings.Contains(got, want) || !strings.Contains(got, "http: TLS handshake error") ||
			format == "text" && strings.Contains(got, "no such file") {
			t.Errorf("%s: %s", format, got)
		}
	}
}
