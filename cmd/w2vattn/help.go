package main

import (
	"slices"
	"strings"
	"text/template"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// The topics that help sorts flags by, in their order there.
const (
	topicModel      = "Model"
	topicQuery      = "Query"
	topicAttention  = "Attention"
	topicMeasure    = "Measure"
	topicServer     = "Server"
	topicOutput     = "Output"
	topicTokens     = "Tokens"
	topicCorpus     = "Corpus"
	topicVocabulary = "Vocabulary"
	topicTraining   = "Training"
	topicProgress   = "Progress"
	topicGeneral    = "General"
)

var topics = []string{topicModel, topicQuery, topicAttention, topicMeasure, topicServer, topicOutput, topicTokens, topicCorpus, topicVocabulary, topicTraining, topicProgress, topicGeneral}

// topicKey is the annotation of a flag with its topic.
const topicKey = "topic"

// setTopic gives a topic to those of a command's flags that have none yet.
func setTopic(cmd *cobra.Command, topic string) {
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if f.Annotations[topicKey] == nil {
			f.Annotations = mapWith(f.Annotations, topicKey, topic)
		}
	})
}

func mapWith(m map[string][]string, key, value string) map[string][]string {
	if m == nil {
		m = map[string][]string{}
	}
	m[key] = []string{value}
	return m
}

// topicOf returns the topic of a flag.
func topicOf(f *pflag.Flag) string {
	if t := f.Annotations[topicKey]; t != nil {
		return t[0]
	}
	return topicGeneral
}

// helpWidth is how many columns help may take.
const helpWidth = 80

// A flagGroup is the flags of a topic as help shows them.
type flagGroup struct{ Topic, Flags string }

// flagGroups sorts a command's flags by topic, without those that are explained
// elsewhere.
func flagGroups(cmd *cobra.Command, elsewhere []string) []flagGroup {
	var groups []flagGroup
	for _, topic := range topics {
		if slices.Contains(elsewhere, topic) {
			continue
		}
		set := pflag.NewFlagSet(topic, pflag.ContinueOnError)
		set.SortFlags = false
		add := func(f *pflag.Flag) {
			if topicOf(f) == topic && !f.Hidden {
				set.AddFlag(f)
			}
		}
		cmd.LocalFlags().VisitAll(add)
		cmd.InheritedFlags().VisitAll(add)
		if set.HasFlags() {
			groups = append(groups, flagGroup{topic, strings.TrimRight(set.FlagUsagesWrapped(helpWidth), "\n")})
		}
	}
	return groups
}

// elsewhereKey is the annotation of a command whose help leaves topics out, which
// it lists, and elsewhereNote what help says instead.
const (
	elsewhereKey  = "topics explained elsewhere"
	elsewhereNote = "where they are explained"
)

// usageTemplate is the usage of every command.
var usageTemplate = template.Must(template.New("usage").Parse(`Usage:
{{- if .Command.HasAvailableSubCommands}}
  {{.Command.CommandPath}} COMMAND [flags]
{{- else}}
  {{.Command.UseLine}}
{{- end}}
{{- if .Command.HasExample}}

Examples:
{{.Command.Example}}
{{- end}}
{{- $c := .Command}}
{{- range .Command.Groups}}

{{.Title}}:
{{- $id := .ID}}
{{- range $c.Commands}}{{if eq .GroupID $id}}
  {{printf "%-11s" .Name}} {{.Short}}
{{- end}}{{end}}
{{- end}}
{{- if and .Command.HasAvailableSubCommands (not .Command.Groups)}}

Commands:
{{- range .Command.Commands}}{{if .IsAvailableCommand}}
  {{printf "%-11s" .Name}} {{.Short}}
{{- end}}{{end}}
{{- end}}
{{- range .Groups}}

{{.Topic}}:
{{.Flags}}
{{- end}}
{{- with .Elsewhere}}

{{.}}
{{- end}}
{{- if .Command.HasAvailableSubCommands}}

Help on a command: {{.Command.CommandPath}} COMMAND --help
{{- end}}
`))

// writeUsage writes the usage of a command.
func writeUsage(cmd *cobra.Command) error {
	var elsewhere []string
	if t, ok := cmd.Annotations[elsewhereKey]; ok {
		elsewhere = strings.Split(t, ",")
	}
	return usageTemplate.Execute(cmd.OutOrStderr(), struct {
		Command   *cobra.Command
		Groups    []flagGroup
		Elsewhere string
	}{cmd, flagGroups(cmd, elsewhere), cmd.Annotations[elsewhereNote]})
}

// The groups that help sorts commands by.
const (
	groupTrain = "train"
	groupAsk   = "ask"
	groupFiles = "files"
	groupLearn = "learn"
	groupOther = "other"
)

func commandGroups() []*cobra.Group {
	return []*cobra.Group{
		{ID: groupTrain, Title: "Train a model"},
		{ID: groupAsk, Title: "Ask a model"},
		{ID: groupFiles, Title: "Look at models and convert them"},
		{ID: groupLearn, Title: "Learn how it works"},
		{ID: groupOther, Title: "Other"},
	}
}

// newHelp makes the command help, which refuses unknown commands.
func newHelp() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Help on a command",
		RunE: func(cmd *cobra.Command, args []string) error {
			found, rest, err := cmd.Root().Find(args)
			if err == nil {
				err = unknownCommand(found, rest)
			}
			if err != nil {
				return err
			}
			found.InitDefaultHelpFlag()
			return found.Help()
		},
	}
}

// addCompletion adds the command completion.
func (a *app) addCompletion(root *cobra.Command) {
	root.SetCompletionCommandGroupID(groupOther)
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		if c.Name() == "completion" {
			c.Short = "Completion of commands, flags and their values, for a shell"
			c.Args = unknownCommand
			c.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
			for _, shell := range c.Commands() {
				shell.Args = noArgs
			}
		}
	}
}
