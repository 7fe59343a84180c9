package main

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
	"github.com/w2vattn/w2vattn/serve"
)

// serveFlags are the flags of serve.
type serveFlags struct {
	corpusflags.Flags
	models    []string
	corpora   []string
	from      embed.Format
	addr      string
	logFormat string
	hosts     []string
}

func (a *app) newServe() *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use:   "serve -m MODEL [-m NAME=MODEL]…",
		Short: "The web page and HTTP API of models",
		Long: `Serves a web page that shows attention, near words and a map of them, and the
HTTP API that it uses, which /openapi.json describes. /metrics has figures for
Prometheus; /healthz and /readyz say whether the server lives and answers.

Only this machine can reach it unless --addr says otherwise. There is no
password: whoever reaches it can read the models. SIGTERM or Ctrl-C: what was
asked is answered, then the server ends with exit code 0.

A large table that is searched often is kept in 8 bits too, which answers the
same and faster; all such copies together take at most 1 GiB of memory.`,
		Example: `  w2vattn serve -m model.safetensors
  w2vattn serve -m reviews.safetensors --corpus reviews.txt
  w2vattn serve -m en=english.safetensors -m ko=korean.safetensors --addr 127.0.0.1:9000`,
		Args: cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.runServe(cmd.Context(), &f) },
	}
	f.AddReading(cmd)
	flags := cmd.Flags()
	flags.StringArrayVar(&f.corpora, "corpus", nil, "search the sentences of `FILE`, or NAME=FILE; may be repeated")
	cli.SetTopic(cmd, cli.TopicCorpus)
	flags.StringArrayVarP(&f.models, "model", "m", nil, "`MODEL`, or NAME=MODEL; may be repeated, the first is the default")
	addFrom(cmd, &f.from)
	flags.StringVar(&f.addr, "addr", "127.0.0.1:8080", "`ADDRESS` and port; port 0: any that is free")
	flags.StringArrayVar(&f.hosts, "host", nil, "`NAME` by which browsers ask for the server; may be repeated")
	cli.AddChoice(cmd, &f.logFormat, "log-format", "text", "form of the log on standard error", "text", "json")
	cli.SetTopic(cmd, cli.TopicServer)
	return cmd
}

func (a *app) runServe(ctx context.Context, f *serveFlags) error {
	if len(f.models) == 0 {
		return cli.Usagef("-m MODEL is missing: which model?")
	}
	if len(f.corpora) == 0 {
		if err := cli.Refuse(f.Given, "has no effect without --corpus", "input", "field", "encoding", "invalid-utf8"); err != nil {
			return err
		}
	}
	models, err := a.servedModels(ctx, f)
	defer closeAll(models)
	if err != nil {
		return err
	}
	l, err := listen(f.addr)
	if err != nil {
		return err
	}
	hosts := f.hosts
	if loopback := l.Addr().(*net.TCPAddr).IP.IsLoopback(); loopback {
		hosts = append(hosts, "localhost")
	} else {
		a.note("warning: %s can be reached from other machines, and there is no password: whoever reaches it can read the models", l.Addr())
	}
	s, err := serve.New(serve.Config{Models: models, Log: a.logger(f.logFormat), Hosts: hosts})
	if err != nil {
		return errors.Join(err, l.Close())
	}
	a.note("open http://%s/ in a browser; Ctrl-C stops", l.Addr())
	return s.Serve(ctx, l)
}

// logger makes the log on standard error. With --quiet it has errors alone.
func (a *app) logger(format string) *slog.Logger {
	o := &slog.HandlerOptions{}
	if a.quiet {
		o.Level = slog.LevelError
	}
	if format == "json" {
		return slog.New(slog.NewJSONHandler(a.err, o))
	}
	return slog.New(slog.NewTextHandler(a.err, o))
}

// listen opens the port.
func listen(addr string) (net.Listener, error) {
	if _, _, err := net.SplitHostPort(addr); err != nil {
		return nil, cli.Usagef("--addr: %w; it looks like 127.0.0.1:8080", err)
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

// servedModels opens the models.
func (a *app) servedModels(ctx context.Context, f *serveFlags) ([]*serve.Model, error) {
	corpora, err := f.corporaByModel()
	if err != nil {
		return nil, err
	}
	var models []*serve.Model
	for _, given := range f.models {
		name, path := modelName(given)
		m, err := a.servedModel(ctx, f, name, path, corpora[name])
		if err != nil {
			return models, err
		}
		models = append(models, m)
	}
	return models, nil
}

// modelName takes NAME=MODEL apart. A path alone is named by its file; one that
// has a = in it, by a file that is there.
func modelName(given string) (name, path string) {
	if name, path, ok := splitName(given); ok {
		return name, path
	}
	base := filepath.Base(given)
	return strings.TrimSuffix(base, filepath.Ext(base)), given
}

// splitName takes NAME=FILE apart, unless that is the name of a file.
func splitName(given string) (name, path string, ok bool) {
	if name, path, ok = strings.Cut(given, "="); !ok || name == "" {
		return "", given, false
	}
	if _, err := os.Stat(given); err == nil {
		return "", given, false
	}
	return name, path, true
}

// corporaByModel sorts the files of --corpus by the models that they are for.
func (f *serveFlags) corporaByModel() (map[string][]string, error) {
	var names []string
	for _, given := range f.models {
		name, _ := modelName(given)
		if slices.Contains(names, name) {
			return nil, cli.Usagef("-m: two models are named %q; give one of them another name: -m NAME=MODEL", name)
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

// servedModel opens a model and reads the sentences that are searched with it.
func (a *app) servedModel(ctx context.Context, f *serveFlags, name, path string, sentences []string) (m *serve.Model, err error) {
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
	of := f.Flags
	of.Config = model.TokenizerConfig()
	source, err := of.Source(a.in, sentences)
	if err != nil {
		return nil, err
	}
	m.Sentences, err = model.Index(ctx, source)
	return m, err
}

func closeAll(models []*serve.Model) {
	for _, m := range models {
		m.Close() //nolint:errcheck // only read from
	}
}
