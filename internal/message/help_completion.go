package message

// completionHelp is the help of the command completion as cobra writes it, paragraph
// by paragraph. The English texts are cobra's and not in our source.
var completionHelp = []Message{
	{
		"Generate the autocompletion script for %s for the specified shell.\n" +
			"See each sub-command's help for details on how to use the generated script.\n",
		"%s의 자동 완성 스크립트를 지정한 셸에 맞게 생성합니다.\n" +
			"스크립트를 사용하는 방법은 하위 명령의 도움말에 있습니다.\n",
	},
	{"Generate the autocompletion script for the %s shell.", "%s 셸의 자동 완성 스크립트를 생성합니다."},
	{"Generate the autocompletion script for powershell.", "PowerShell의 자동 완성 스크립트를 생성합니다."},
	{"Generate the autocompletion script for %s", "%s 자동 완성 스크립트 생성"},
	{
		"This script depends on the 'bash-completion' package.\n" +
			"If it is not installed already, you can install it via your OS's package manager.",
		"이 스크립트에는 'bash-completion' 패키지가 필요합니다.\n" +
			"아직 없다면 운영 체제의 패키지 관리자로 설치하세요.",
	},
	{
		"If shell completion is not already enabled in your environment you will need\n" +
			"to enable it.  You can execute the following once:",
		"셸의 자동 완성 기능을 켜지 않았다면 다음을 한 번 실행하세요.",
	},
	{"To load completions in your current shell session:", "현재 셸 세션에서 자동 완성을 불러오려면:"},
	{
		"To load completions for every new session, execute once:",
		"새 세션마다 자동 완성을 불러오려면 한 번 실행하세요:",
	},
	{
		"To load completions for every new session, add the output of the above command\n" +
			"to your powershell profile.\n",
		"새 세션마다 자동 완성을 불러오려면 위 명령의 출력을\n" +
			"PowerShell 프로필에 추가하세요.\n",
	},
	{
		"You will need to start a new shell for this setup to take effect.\n",
		"이 설정은 셸을 새로 시작하면 적용됩니다.\n",
	},
	{"disable completion descriptions", "자동 완성에 설명을 넣지 않음"},
	{"Generate the autocompletion script for the specified shell", "셸의 자동 완성 스크립트 생성"},
	{"help for %s", "이 도움말 표시"},
}
