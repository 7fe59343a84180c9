package cli

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
	TopicModel      = "Model"
	TopicQuery      = "Query"
	TopicAttention  = "Attention"
	TopicMeasure    = "Measure"
	TopicServer     = "Server"
	TopicOutput     = "Output"
	TopicTokens     = "Tokens"
	TopicCorpus     = "Corpus"
	TopicVocabulary = "Vocabulary"
	TopicTraining   = "Training"
	TopicProgress   = "Progress"
	TopicGeneral    = "General"
)

// Topics returns all topics in the order in which help shows them.
func Topics() []string {
	return []string{
		TopicModel, TopicQuery, TopicAttention, TopicMeasure, TopicServer, TopicOutput,
		TopicTokens, TopicCorpus, TopicVocabulary, TopicTraining, TopicProgress, TopicGeneral,
	}
}

// topicKey is the annotation of a flag with its topic.
const topicKey = "topic"

// SetTopic gives a topic to those of a command's flags that have none yet.
func SetTopic(cmd *cobra.Command, topic string) {
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if f.Annotations[topicKey] == nil {
			_ = cmd.Flags().SetAnnotation(f.Name, topicKey, []string{topic}) // there is such a flag
		}
	})
}

// TopicOf returns the topic of a flag.
func TopicOf(f *pflag.Flag) string {
	if t := f.Annotations[topicKey]; t != nil {
		return t[0]
	}
	return TopicGeneral
}

// HelpWidth is the number of columns that help may take.
const HelpWidth = 80

// A flagGroup is the flags of a topic as help shows them.
type flagGroup struct{ Topic, Flags string }

// flagGroups sorts a command's flags by topic, without those that are explained
// elsewhere.
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
			groups = append(groups, flagGroup{topic, strings.TrimRight(set.FlagUsagesWrapped(HelpWidth), "\n")})
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

// ExplainElsewhere has the help of cmd show note instead of the flags of topics.
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

// WriteUsage writes the usage of a command: what it takes, examples, its commands by
// group and its flags by topic. It is for cobra.Command.SetUsageFunc. It uses no
// template: a program that links text/template keeps every exported method.
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

// commandLists returns the lists of a command's commands, one for each group.
func commandLists(cmd *cobra.Command) []string {
	var lists []string
	for _, g := range cmd.Groups() {
		lists = append(lists, commandList(message.Heading(languageOf(cmd), g.Title), cmd, func(c *cobra.Command) bool { return c.GroupID == g.ID }))
	}
	if len(lists) == 0 && cmd.HasAvailableSubCommands() {
		lists = append(lists, commandList(message.CommandList.In(languageOf(cmd)), cmd, (*cobra.Command).IsAvailableCommand))
	}
	return lists
}

// commandList returns a title and a line for each command that is in the list.
func commandList(title string, cmd *cobra.Command, in func(*cobra.Command) bool) string {
	lines := []string{title + ":"}
	for _, c := range cmd.Commands() {
		if in(c) {
			lines = append(lines, fmt.Sprintf("  %-11s %s", c.Name(), c.Short))
		}
	}
	return strings.Join(lines, "\n")
}

// NewHelp returns the command help, which refuses the names of unknown commands.
func NewHelp() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Help on a command",
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

// AddCompletion adds the command completion, in the group of commands with that ID.
func AddCompletion(root *cobra.Command, group string) {
	root.SetCompletionCommandGroupID(group)
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		if c.Name() == "completion" {
			c.Short = "Completion of commands, flags and their values, for a shell"
			c.Args = UnknownCommand
			c.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
			for _, shell := range c.Commands() {
				shell.Args = NoArgs
			}
		}
	}
}
