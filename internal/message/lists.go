package message

// This file collects the lists. A new list is added to one of the three functions;
// which one depends on where its English texts are, because a test compares them with
// the source of the repository.

// lists returns the lists of messages that Translate looks up, whose English texts are in
// the source of this repository.
func lists() [][]Message {
	return [][]Message{
		rootHelp, trainHelp, corpusHelp, attendHelp, searchHelp, wordsHelp, modelHelp, learnHelp, valueHelp, beamHelp,
		findings, readingNotes, usageErrors, commandErrors, textErrors, modelErrors, trainErrors, searchErrors, serveErrors,
		cooccurTexts, consoleTexts, beamErrors, formatErrors, tableErrors, pickleErrors, recordErrors,
	}
}

// formats returns lists of further messages in the source, which Sprintf looks up by their
// formats. Their words are so common that Translate would find them in other texts.
func formats() [][]Message { return [][]Message{notes, beamNotes, diagnosis} }

// foreign returns further lists, whose English texts are those of other modules or are
// put together from parts.
func foreign() [][]Message {
	return [][]Message{completionHelp, beamFlags, systemErrors, counts(), {TokenizerUnsuited, keepsAndMore}}
}
