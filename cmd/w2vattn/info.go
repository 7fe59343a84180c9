package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/tokenize"
)

// A modelInfo is what info says of a model.
type modelInfo struct {
	Format     string          `json:"format"`
	Words      int             `json:"words"`
	Dim        int             `json:"dim"`
	Config     json.RawMessage `json:"config"`    // null if not known
	Tokenizer  json.RawMessage `json:"tokenizer"` // null if not known
	Corpus     json.RawMessage `json:"corpus"`    // null if not known
	Kernel     string          `json:"kernel"`    // of this machine; no number depends on it
	Matrices   []string        `json:"matrices"`
	Duplicates int             `json:"duplicates"`
	Quantized  string          `json:"quantized,omitempty"` // how the vectors are rounded
	Checksum   string          `json:"checksum,omitempty"`
	Verified   bool            `json:"verified,omitempty"` // everything was read and is sound
}

func (a *app) newInfo() *cobra.Command {
	var model modelFlags
	var format string
	var verify bool
	cmd := &cobra.Command{
		Use:     "info MODEL",
		Short:   "What a model file holds and how it was made",
		Example: "  w2vattn info model.safetensors",
		Args:    exactly("MODEL"),
		RunE: func(_ *cobra.Command, args []string) error {
			model.path = args[0]
			file, err := model.read(verify)
			if err != nil {
				return err
			}
			defer file.Table.Close() //nolint:errcheck // only read from
			info := describe(file)
			info.Verified = verify // reading has checked everything
			if format == "json" {
				return a.json(info)
			}
			return a.writeInfo(info)
		},
	}
	model.addFrom(cmd)
	cmd.Flags().BoolVar(&verify, "verify", false, "read and check everything")
	textOrJSON(cmd, &format)
	return cmd
}

func describe(f *embed.File) modelInfo {
	meta := f.Table.Meta()
	info := modelInfo{
		Format: string(f.Format), Words: f.Table.Len(), Dim: f.Table.Dim(),
		Config: meta.Config, Tokenizer: meta.Tokenizer, Corpus: meta.Corpus,
		Kernel: word2vec.BestKernel(), Matrices: f.MatrixNames(), Duplicates: f.Duplicates, Checksum: f.Checksum, Quantized: f.Quantized,
	}
	return info
}

func (a *app) writeInfo(i modelInfo) error {
	var b strings.Builder
	fmt.Fprintf(&b, "format      %s\nwords       %s\ndim         %d\n", i.Format, thousands(int64(i.Words)), i.Dim)
	for _, part := range []struct {
		name string
		json json.RawMessage
	}{{"config", i.Config}, {"tokenizer", i.Tokenizer}, {"corpus", i.Corpus}} {
		if part.json != nil {
			fmt.Fprintf(&b, "%-11s %s\n", part.name, withoutPhrases(part.json))
		}
	}
	if len(i.Matrices) > 0 {
		fmt.Fprintf(&b, "also        %s\n", strings.Join(i.Matrices, ", "))
	}
	if i.Quantized != "" {
		fmt.Fprintf(&b, "quantized   %s\n", i.Quantized)
	}
	if i.Duplicates > 0 {
		fmt.Fprintf(&b, "duplicates  %s words had come before and were left out\n", thousands(int64(i.Duplicates)))
	}
	fmt.Fprintf(&b, "kernel      %s on this machine; the numbers are the same with each\n", i.Kernel)
	if i.Checksum != "" {
		fmt.Fprintf(&b, "checksum    %s\n", i.Checksum)
	}
	if i.Verified {
		b.WriteString("verified    every word and number was read and is sound\n")
	}
	_, err := a.out.Write([]byte(b.String()))
	return err
}

// withoutPhrases is plain, but a tokenizer's phrases are only counted.
func withoutPhrases(object json.RawMessage) string {
	var c tokenize.Config
	if json.Unmarshal(object, &c) != nil || len(c.Phrases) == 0 {
		return plain(object)
	}
	n := c.Phrases.Len()
	c.Phrases = nil
	short, err := json.Marshal(c)
	if err != nil {
		return plain(object)
	}
	return fmt.Sprintf("%s, phrases %d", plain(short), n)
}

// plain makes a flat JSON object readable: name value, name value.
func plain(object json.RawMessage) string {
	var b bytes.Buffer
	d := json.NewDecoder(bytes.NewReader(object))
	d.UseNumber()
	key := true
	for {
		token, err := d.Token()
		if err != nil {
			return b.String()
		}
		if _, ok := token.(json.Delim); ok {
			continue
		}
		switch {
		case !key:
			fmt.Fprintf(&b, " %v", token)
		case b.Len() > 0:
			fmt.Fprintf(&b, ", %v", token)
		default:
			fmt.Fprint(&b, token)
		}
		key = !key
	}
}
