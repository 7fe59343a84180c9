package message

// lists returns the lists of messages that Translate looks up, whose English texts are in
// the source of this repository.
func lists() [][]Message {
	return [][]Message{
		rootHelp, trainHelp, corpusHelp, attendHelp, searchHelp, wordsHelp, modelHelp, learnHelp, valueHelp,
		findings, usageErrors, commandErrors, textErrors, modelErrors, trainErrors, searchErrors, serveErrors,
	}
}

// foreign returns further lists, whose English texts are those of other modules.
func foreign() [][]Message { return [][]Message{completionHelp, systemErrors, counts()} }
