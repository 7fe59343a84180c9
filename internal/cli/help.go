package cli

// This file writes help. Flags are sorted by topic, because train has more of them
// than an alphabetical list can show:
//
//	Corpus:  --input, --field, …     Training:  --dim, --window, …     Output:  -o, --format

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/w2vattn/w2vattn/internal/message"
)

// The topics by which help sorts flags. A flag without one is general.
const (
	TopicModel      = "Model"      // the model and its format
	TopicQuery      = "Query"      // the words or texts of a query
	TopicAttention  = "Attention"  // scores, weights and masks
	TopicMeasure    = "Measure"    // what eval measures
	TopicServer     = "Server"     // address, hosts and log of serve
	TopicOutput     = "Output"     // files and formats of results
	TopicTokens     = "Tokens"     // how text is tokenized
	TopicCorpus     = "Corpus"     // how files are read
	TopicVocabulary = "Vocabulary" // selection of words
	TopicTraining   = "Training"   // configuration of training
	TopicProgress   = "Progress"   // checkpoints and logs
	TopicGeneral    = "General"    // flags of every command
)

// Topics returns all topics in the order of help.
func Topics() []string {
	return []string{
		TopicModel, TopicQuery, TopicAttention, TopicMeasure, TopicServer, TopicOutput,
		TopicTokens, TopicCorpus, TopicVocabulary, TopicTraining, TopicProgress, TopicGeneral,
	}
}

// topicKey is the annotation of a flag with its topic.
const topicKey = "topic"

// SetTopic sets the topic of those flags of a command that have none. Call it after the
// flags of a topic have been added.
func SetTopic(cmd *cobra.Command, topic string) {
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if f.Annotations[topicKey] == nil {
			_ = cmd.Flags().SetAnnotation(f.Name, topicKey, []string{topic}) // there is such a flag
		}
	})
}

// TopicOf returns the topic of a flag, TopicGeneral if it has none.
func TopicOf(f *pflag.Flag) string {
	if t := f.Annotations[topicKey]; t != nil {
		return t[0]
	}
	return TopicGeneral
}

// HelpWidth is the number of columns that help may have. A test of each program checks
// it.
const HelpWidth = 80

// A flagGroup is the flags of one topic as help shows them.
type flagGroup struct{ Topic, Flags string }

// flagGroups returns the flags of a command by topic, in the order of Topics, without the
// topics in elsewhere and without hidden flags. Flags of a topic are in the order in
// which they were added.
func flagGroups(cmd *cobra.Command, elsewhere []string) []flagGroup {
	var groups []flagGroup
	for _, topic := range Topics() {
		if slices.Contains(elsewhere, topic) {
			continue
		}
		set := pflag.NewFlagSet(topic, pflag.ContinueOnError)
		set.SortFlags = false
		add := func(f *pflag.Flag) {
			if TopicOf(f) == topic && !f.Hidden {
				set.AddFlag(f)
			}
		}
		cmd.LocalFlags().VisitAll(add)
		cmd.InheritedFlags().VisitAll(add)
		if set.HasFlags() {
			groups = append(groups, flagGroup{topic, flagUsages(set, languageOf(cmd))})
		}
	}
	return groups
}

// The annotations of a command whose help leaves out the flags of some topics: the
// topics, with commas between them, and what help says instead.
const (
	elsewhereKey  = "topics explained elsewhere"
	elsewhereNote = "where they are explained"
)

// ExplainElsewhere makes the help of cmd show note instead of the flags of topics.
func ExplainElsewhere(cmd *cobra.Command, note string, topics ...string) {
	annotate(cmd, elsewhereKey, strings.Join(topics, ","))
	annotate(cmd, elsewhereNote, note)
}

// annotate sets an annotation of a command.
func annotate(cmd *cobra.Command, key, value string) {
	if cmd.Annotations == nil {
		cmd.Annotations = map[string]string{}
	}
	cmd.Annotations[key] = value
}

// WriteUsage writes the usage of a command: its arguments, examples, commands by group
// and flags by topic. It is for cobra.Command.SetUsageFunc. It uses no template, because
// a program that links text/template keeps every exported method.
func WriteUsage(cmd *cobra.Command) error {
	line := cmd.UseLine()
	if cmd.HasAvailableSubCommands() {
		line = cmd.CommandPath() + " COMMAND [flags]"
	}
	lang := languageOf(cmd)
	sections := []string{message.Usage.In(lang) + ":\n  " + line}
	if cmd.HasExample() {
		sections = append(sections, message.Examples.In(lang)+":\n"+cmd.Example)
	}
	sections = append(sections, commandLists(cmd)...)
	var elsewhere []string
	if t, ok := cmd.Annotations[elsewhereKey]; ok {
		elsewhere = strings.Split(t, ",")
	}
	for _, g := range flagGroups(cmd, elsewhere) {
		sections = append(sections, message.Heading(lang, g.Topic)+":\n"+g.Flags)
	}
	if note := cmd.Annotations[elsewhereNote]; note != "" {
		sections = append(sections, note)
	}
	if cmd.HasAvailableSubCommands() {
		sections = append(sections, message.HelpOnCommand.Format(lang, cmd.CommandPath()))
	}
	_, err := io.WriteString(cmd.OutOrStderr(), strings.Join(sections, "\n\n")+"\n")
	return err
}

// commandLists returns the lists of subcommands, one for each group.
func commandLists(cmd *cobra.Command) []string {
	var lists []string
	for _, g := range cmd.Groups() {
		title := message.Heading(languageOf(cmd), g.Title)
		lists = append(lists, commandList(title, cmd, func(c *cobra.Command) bool { return c.GroupID == g.ID }))
	}
	if len(lists) == 0 && cmd.HasAvailableSubCommands() {
		lists = append(lists, commandList(message.CommandList.In(languageOf(cmd)), cmd,
			(*cobra.Command).IsAvailableCommand))
	}
	return lists
}

// commandList returns a title and a line for each command for which in is true.
func commandList(title string, cmd *cobra.Command, in func(*cobra.Command) bool) string {
	lines := []string{title + ":"}
	for _, c := range cmd.Commands() {
		if in(c) {
			lines = append(lines, fmt.Sprintf("  %-11s %s", c.Name(), c.Short))
		}
	}
	return strings.Join(lines, "\n")
}

// NewHelp returns the command help, which returns an error for names of unknown
// commands.
func NewHelp() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Show help for a command",
		RunE: func(cmd *cobra.Command, args []string) error {
			found, rest, err := cmd.Root().Find(args)
			if err == nil {
				err = UnknownCommand(found, rest)
			}
			if err != nil {
				return err
			}
			found.InitDefaultHelpFlag()
			return found.Help()
		},
	}
}

// AddCompletion adds cobra's command completion to the group with the given ID, with a
// text and errors like those of other commands.
func AddCompletion(root *cobra.Command, group string) {
	root.SetCompletionCommandGroupID(group)
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		if c.Name() == "completion" {
			c.Short = "Generate completion of commands, flags and values for a shell"
			c.Args = UnknownCommand
			c.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
			for _, shell := range c.Commands() {
				shell.Args = NoArgs
			}
		}
	}
}
