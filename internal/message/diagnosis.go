package message

// diagnosis are the lines of doctor and the summary of train. They are formats of
// whole lines: a number and its unit stay together, in the order that each language
// needs.
var diagnosis = []Message{
	// The summary of train, in three lines.
	{
		"%s: %s × %s\n%scorpus      %s in %s, %.1f %% of them unknown\ntraining    %s in %.1f s (%.1f s in " +
			"all), %s words/s, alpha %g, loss %.4f%s\n",
		"%s: %s × %s\n%s말뭉치      %[6]s, %[5]s, 그중 미등록어(OOV) %.1[7]f%%\n학습        %[8]s, %.1[9]f초(전체 " +
			"%.1[10]f초), 초당 %[11]s 단어, 학습률 %[12]g, 손실 %.4[13]f%[14]s\n",
	},
	{", %.4f on held-out sentences", ", 검증용 문장의 손실 %.4f"},
	{"%s in %s; %s in %s, %s", "%[2]s, %[1]s; %[4]s, %[3]s, %[5]s"},
	{"%s, %s of them without the field", "%s개, 그중 필드가 없는 레코드 %s개"},
	{
		"%s: %s empty, %s repeated, %s decomposed (NFD); the longest has %s",
		"%s줄: 빈 줄 %s, 반복되는 줄 %s, 분해된(NFD) 줄 %s; 가장 긴 줄 %s",
	},
	// What the distribution of the lengths of sentences is of, and the distribution.
	{"tokens: %s", "토큰 수: %s"},
	{"characters: %s", "글자 수: %s"},
	{
		"mean %.1f, median %d, 80 %% from %d to %d, 99 %% at most %d, longest %s",
		"평균 %.1f, 중앙값 %d, 80%%는 %d에서 %d, 99%%는 %d 이하, 최대 %s",
	},
	// Epochs, and the tokens that are trained in each.
	{"%s; %s an epoch, %s after subsampling", "%s; 에폭마다 %s, 서브샘플링 뒤 %s"},
	// Durations, the number of epochs, and the pace that was measured on a sample.
	{"about %s: %s to read, %s for %s at %s words/s", "약 %s: 읽기 %s, %[4]s 학습 %[3]s(초당 %[5]s 단어)"},
	{", and %s in the temporary folder", ", 임시 폴더 %s"},
	// Memory, and the text above if the corpus is kept on disk.
	{"about %s%s", "약 %s%s"},
	{"%s; %s with a byte order mark", "%s; 바이트 순서 표시(BOM)가 있는 파일 %s개"},
	{"%s in %s", "%[2]s %[1]s"},
	{"no problems found", "문제가 없습니다"},
	{"%.1f %%", "%.1f%%"},
}
