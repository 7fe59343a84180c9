package message

// ConsoleHelp is the answer of the console to help.
var ConsoleHelp = Message{
	`cat                         words nearest to a word
king - man + woman          words nearest to a sum of any number of words
similar king - man + woman  the same
odd cat dog moon            the word that does not belong to the others
attend cat : the cat reads  attention of a query over a text
tokens the cat reads        the tokens of a text
help                        this text
exit, quit, Ctrl-D          end the console

Write spaces around + and -; new-york is one word. Write a word with spaces, or
one that is the name of a command, in quotation marks: "new york". Tab completes
words, the arrow keys go through earlier lines, Ctrl-C discards a line.
`,
	`고양이                      단어와 가까운 단어
왕 - 남자 + 여자            단어 여러 개를 더하거나 뺀 결과와 가까운 단어
similar 왕 - 남자 + 여자    위와 같음
odd 고양이 강아지 달        다른 단어들과 어울리지 않는 단어
attend 고양이 : 책 읽기     텍스트에 대한 쿼리의 어텐션
tokens 고양이가 책을 읽다   텍스트의 토큰
help                        이 도움말
exit, quit, Ctrl-D          콘솔 종료

+와 - 앞뒤에는 공백을 넣습니다. new-york은 한 단어입니다. 공백이 있는 단어나
명령 이름과 같은 단어는 "new york"처럼 따옴표로 묶습니다. Tab은 단어를
완성하고, 화살표 키는 이전에 입력한 줄을 불러오고, Ctrl-C는 줄을 취소합니다.
`,
}

// consoleTexts are the help and the errors of the console. An error of the console
// has the line's text in it, which stays as the user typed it.
var consoleTexts = []Message{
	{"Query a model line by line", "모델에 한 줄씩 질의"},
	{
		`Answer lines about a model. On a terminal there is a prompt with line editing,
and Tab completes words. The last 1,000 lines are kept for the next session, in
the file w2vattn/console-history of the user's cache folder, unless you use
--history=false. Without a terminal each line of standard input is
answered; for a line that fails, the error goes to standard error and the next
line is read. The exit code is then 1 if a line failed.

  cat                         the words nearest to a word
  king - man + woman          nearest to a sum of any number of words
  odd cat dog moon            the word that does not belong to the others
  attend cat : the cat reads  attention of a query over a text
  tokens the cat reads        the tokens of a text
  help, exit, quit

Put spaces around an operator: new-york is one word. Put quotation marks around
a word with spaces or a word that is also the name of a command: "new york".`,
		`모델에 대한 질의를 한 줄씩 받아 답합니다. 터미널에서는 줄을 편집할 수 있는
프롬프트가 나오고 Tab이 단어를 완성합니다. --history=false를 쓰지 않으면 마지막
1,000줄을 사용자 캐시 폴더의 w2vattn/console-history 파일에 남겨 다음에 다시
쓸 수 있습니다. 터미널이 아니면 표준 입력의 각 줄에 답합니다. 실패한 줄의 오류는
표준 오류에 쓰고 다음 줄을 읽으며, 실패한 줄이 있으면 종료 코드는 1입니다.

  고양이                     단어와 가까운 단어
  왕 - 남자 + 여자           단어 여러 개를 더하거나 뺀 결과와 가까운 단어
  odd 고양이 강아지 달       다른 단어들과 어울리지 않는 단어
  attend 고양이 : 책 읽기    텍스트에 대한 쿼리의 어텐션
  tokens 고양이가 책을 읽다  텍스트의 토큰
  help, exit, quit

연산자 앞뒤에는 공백이 있어야 하며 new-york은 한 단어입니다. 공백이 있는 단어나
명령 이름과 같은 단어는 "new york"처럼 따옴표로 묶습니다.`,
	},
	{"keep the lines typed on a terminal for the next session", "터미널에서 입력한 줄을 다음에 쓸 수 있게 남김"},
	{"lines are not kept for the next session: %v", "입력한 줄을 남기지 못했습니다: %v"},
	// The error of the command, at the end of a pipe; each line has had its own error
	// before.
	{"lines that failed: %d of %d", "%[2]d줄 가운데 %[1]d줄이 실패했습니다"},
	{"the line is not valid UTF-8", "이 줄은 올바른 UTF-8이 아닙니다"},
	{"a text is missing; write: tokens the cat reads", "텍스트가 없습니다. 예: tokens 고양이가 책을 읽다"},
	{
		// help, exit or quit with text after it.
		"%s stands alone; to look up the word, write it in quotation marks",
		"%s 뒤에는 아무것도 쓰지 않습니다. 단어로 찾으려면 따옴표로 묶으세요",
	},
	{"a word is missing between %q and %q", "%q과(와) %q 사이에 단어가 없습니다"},
	{"a word is missing after %q", "%q 뒤에 단어가 없습니다"},
	{
		"+ or - is missing between %q and %q; a word with spaces stands in quotation marks",
		"%q과(와) %q 사이에 +나 -가 없습니다. 공백이 있는 단어는 따옴표로 묶으세요",
	},
	{"a word is missing; write: similar king - man + woman", "단어가 없습니다. 예: similar 왕 - 남자 + 여자"},
	{"odd needs two words or more; write: odd cat dog moon", "odd에는 단어가 둘 이상 필요합니다. 예: odd 고양이 강아지 달"},
	{
		"a query or a text is missing; write: attend cat : the cat reads",
		"쿼리나 텍스트가 없습니다. 예: attend 고양이 : 책 읽기",
	},
	{"the quotation mark after %q is missing", "%q 뒤에 닫는 따옴표가 없습니다"},
	{"a space is missing after the word %q in quotation marks", "따옴표로 묶은 단어 %q 뒤에 공백이 없습니다"},
	// After an unknown word that has an operator in it.
	{"%w; to add or subtract, write spaces around + and -", "%w. 더하거나 빼려면 +와 - 앞뒤에 공백을 넣으세요"},
}
