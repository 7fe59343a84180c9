package main

// This file starts the server. Package serve answers the requests; here the models
// and corpora are opened, the port is chosen, and the host names are decided under
// which the server answers.

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/corpusflags"
	"github.com/w2vattn/w2vattn/internal/message"
	"github.com/w2vattn/w2vattn/search"
	"github.com/w2vattn/w2vattn/serve"
)

// serveFlags are the flags of serve.
type serveFlags struct {
	corpusflags.Flags
	models    []string     // MODEL or NAME=MODEL
	corpora   []string     // FILE or NAME=FILE
	from      embed.Format // format of all models; "": detected
	addr      string       // host and port
	logFormat string       // text or json
	hosts     []string     // further host names of the server
}

// newServe returns the command serve. It opens all models before it listens, so that a client
// that can connect gets answers, and reads the corpora after that: searches wait. SIGTERM and Ctrl-C end it with exit
// code 0.
func (a *app) newServe() *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use:   "serve -m MODEL [-m NAME=MODEL]…",
		Short: "Serve a web page and an HTTP API for models",
		Long: `Serve a web page that shows attention, nearest words and a map of words, and the
HTTP API that it uses; /openapi.json describes it. /metrics is for Prometheus,
/healthz and /readyz are for health checks.

By default only this machine can connect; see --addr. There is no password:
whoever can connect can read the models. After SIGTERM or Ctrl-C the server
answers the accepted requests and ends with exit code 0.

With --corpus the server answers while it reads the files. Searches wait until
they are read, and the page and /readyz show the progress.

Large tables that are searched often are copied as 8-bit numbers, which is
faster and gives the same answers. All copies take at most 1 GiB of memory.`,
		Example: `  w2vattn serve -m model.safetensors
  w2vattn serve -m reviews.safetensors --corpus reviews.txt
  w2vattn serve -m en=english.safetensors -m ko=korean.safetensors --addr 127.0.0.1:9000`,
		Args: cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.runServe(cmd.Context(), &f) },
	}
	f.AddReading(cmd)
	flags := cmd.Flags()
	flags.StringArrayVar(&f.corpora, "corpus", nil, "make `FILE` searchable, or NAME=FILE; may be repeated")
	cli.SetTopic(cmd, cli.TopicCorpus)
	flags.StringArrayVarP(&f.models, "model", "m", nil, "`MODEL`, or NAME=MODEL; may be repeated; first: default")
	addFrom(cmd, &f.from)
	flags.StringVar(&f.addr, "addr", "127.0.0.1:8080", "listen on `ADDRESS` and port; port 0: any free port")
	flags.StringArrayVar(&f.hosts, "host", nil, "another host `NAME` of the server; may be repeated")
	cli.AddChoice(cmd, &f.logFormat, "log-format", "text", "format of the log on standard error", "text", "json")
	cli.SetTopic(cmd, cli.TopicServer)
	return cmd
}

// runServe carries out serve. It owns the models and closes them when the server has
// ended. If only this machine can connect, the server answers requests to localhost, to
// loopback addresses and to the names of --host, which prevents DNS rebinding; see
// serve.Config. Otherwise it answers under any name, unless --host names some.
func (a *app) runServe(ctx context.Context, f *serveFlags) error {
	if len(f.models) == 0 {
		return cli.Usagef("-m MODEL is missing: name a model file")
	}
	if len(f.corpora) == 0 {
		err := cli.Refuse(f.Given, "has no effect without --corpus", "input", "field", "encoding", "invalid-utf8")
		if err != nil {
			return err
		}
	}
	models, err := a.servedModels(f)
	defer closeAll(models)
	if err != nil {
		return err
	}
	// The port is opened after the models, so that a client that can connect gets answers, and before
	// the corpora are read, which takes long.
	l, err := listen(f.addr)
	if err != nil {
		return err
	}
	hosts := f.hosts
	// A name such as localhost in --addr is resolved by now, and an empty host means all
	// interfaces.
	if loopback := l.Addr().(*net.TCPAddr).IP.IsLoopback(); loopback {
		hosts = append(hosts, "localhost")
	} else {
		a.note("warning: other machines can connect to %s, and there is no password: they can read the models",
			l.Addr())
	}
	s, err := serve.New(serve.Config{Models: models, Log: a.logger(f.logFormat), Hosts: hosts})
	if err != nil {
		return errors.Join(err, l.Close())
	}
	a.note("open http://%s/ in a browser; Ctrl-C stops", l.Addr())
	return s.Serve(ctx, l)
}

// logger returns the log on standard error, a line for each request. With --quiet it
// contains errors only. Messages of the text format are in the user's language; those of
// JSON, and the names of all fields, are English, because programs read them.
func (a *app) logger(format string) *slog.Logger {
	o := &slog.HandlerOptions{}
	if a.quiet {
		o.Level = slog.LevelError
	}
	if format == "json" {
		return slog.New(slog.NewJSONHandler(a.err, o))
	}
	o.ReplaceAttr = func(_ []string, field slog.Attr) slog.Attr {
		switch field.Key {
		case slog.MessageKey:
			field.Value = slog.StringValue(message.LogMessage(a.lang, field.Value.String()))
		case "error":
			text, _ := message.Translate(a.lang, field.Value.String())
			field.Value = slog.StringValue(text)
		}
		return field
	}
	return slog.New(slog.NewTextHandler(a.err, o))
}

// listen opens the port. An address without a port is a usage error; a port in use is
// not, because the command is right and the machine's state is not.
func listen(addr string) (net.Listener, error) {
	if _, _, err := net.SplitHostPort(addr); err != nil {
		return nil, cli.Usagef("--addr: %w; an address is like 127.0.0.1:8080", err)
	}
	l, err := net.Listen("tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("serve: %s is in use by another program: choose another port with --addr", addr)
	}
	if err != nil {
		return nil, fmt.Errorf("serve: %w", err)
	}
	return l, nil
}

// servedModels opens the models in the order of the flags, of which the first is the
// default. With an error it returns those opened before; the caller closes them.
func (a *app) servedModels(f *serveFlags) ([]*serve.Model, error) {
	corpora, err := f.corporaByModel()
	if err != nil {
		return nil, err
	}
	var models []*serve.Model
	for _, given := range f.models {
		name, path := modelName(given)
		m, err := a.servedModel(f, name, path, corpora[name])
		if err != nil {
			return models, err
		}
		models = append(models, m)
	}
	return models, nil
}

// modelName splits NAME=MODEL. The name of a path alone is its file name without the
// extension. A path that contains = is a path if that file exists, see splitName.
func modelName(given string) (name, path string) {
	if name, path, ok := splitName(given); ok {
		return name, path
	}
	base := filepath.Base(given)
	return strings.TrimSuffix(base, filepath.Ext(base)), given
}

// splitName splits NAME=FILE at the first =. ok is false, and path is given, without a
// name or if a file of the whole name exists.
func splitName(given string) (name, path string, ok bool) {
	if name, path, ok = strings.Cut(given, "="); !ok || name == "" {
		return "", given, false
	}
	if _, err := os.Stat(given); err == nil {
		return "", given, false
	}
	return name, path, true
}

// corporaByModel returns the files of --corpus by the name of the model that they belong
// to: the given one, or the first. Names of models that are equal, and unknown names, are
// usage errors.
func (f *serveFlags) corporaByModel() (map[string][]string, error) {
	var names []string
	for _, given := range f.models {
		name, _ := modelName(given)
		if slices.Contains(names, name) {
			return nil, cli.Usagef("-m: two models are named %q; name one of them differently: -m NAME=MODEL", name)
		}
		names = append(names, name)
	}
	all := map[string][]string{}
	for _, given := range f.corpora {
		name, path, ok := splitName(given)
		if !ok {
			name = names[0]
		}
		if !slices.Contains(names, name) {
			return nil, cli.Usagef("--corpus %s: there is no model of that name", given)
		}
		all[name] = append(all[name], path)
	}
	return all, nil
}

// servedModel opens a model and finds the files with the sentences that are searched with it;
// without sentences the model cannot be searched. It closes the model if it returns an error.
func (a *app) servedModel(
	f *serveFlags, name, path string, sentences []string,
) (m *serve.Model, err error) {
	model, err := a.openModelOver(&modelFlags{path: path, from: f.from}, &f.Tokenizer)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, model.Close())
		}
	}()
	info, err := json.Marshal(w2vattn.Describe(model.File(), path))
	if err != nil {
		return nil, err
	}
	m = &serve.Model{Name: name, Model: model, Info: info}
	if sentences == nil {
		return m, nil
	}
	// The sentences are tokenized like the corpus of the model; the flags say how their files
	// are read.
	of := f.Flags
	of.Config = model.TokenizerConfig()
	source, err := of.Source(a.in, sentences)
	if err != nil {
		return nil, err
	}
	if _, err = source.Names(); err != nil {
		return nil, err
	}
	m.Corpus = &serve.Corpus{
		Read:     func(ctx context.Context) (*search.Index, error) { return model.Index(ctx, source) },
		Progress: func() (read, whole int64) { return source.BytesRead(), source.Size() },
	}
	return m, nil
}

// closeAll closes models. An error of closing has no consequence here: nothing was
// written.
func closeAll(models []*serve.Model) {
	for _, m := range models {
		m.Close() //nolint:errcheck // only read from
	}
}
