package message

// Texts of the Jupyter notebook that notebook -o writes. Texts of markdown cells are
// Markdown; comments and strings of the code stand in Python.
var (
	JupyterTitle = Message{
		"Query, key and value: the experiments of a teaching notebook",
		"쿼리, 키, 값: 교육용 노트북의 실험",
	}
	JupyterIntro = Message{
		"A teaching notebook explains attention by the search for a book in a library. This notebook\n" +
			"repeats its experiments: each number that it prints stands beside the number that w2vattn\n" +
			"computes.\n\n" +
			"A **query** q is compared with each **key** kᵢ, which gives a **score** sᵢ. Softmax turns the\n" +
			"scores into **weights** wᵢ, which sum to 1. The **context vector** c is the sum of the\n" +
			"**values** vᵢ, each times its weight:\n\n" +
			"```text\n" +
			"sᵢ = q·kᵢ                    score\n" +
			"wᵢ = exp(sᵢ) / Σⱼ exp(sⱼ)    weight\n" +
			"c  = Σᵢ wᵢ vᵢ                context vector\n" +
			"```",
		"어느 교육용 노트북은 어텐션을 도서관에서 책을 찾는 일에 비유하여 설명합니다. 여기서는 그 노트북의 실험을\n" +
			"재현하고, 그 노트북에 출력된 숫자와 w2vattn으로 계산한 숫자를 나란히 보여 줍니다.\n\n" +
			"**쿼리** q를 각 **키** kᵢ와 비교하면 **점수** sᵢ가 나옵니다. 소프트맥스는 점수를 합이 1인 **가중치** wᵢ로\n" +
			"바꿉니다. **문맥 벡터** c는 **값** vᵢ에 가중치를 곱해 더한 것입니다.\n\n" +
			"```text\n" +
			"sᵢ = q·kᵢ                    점수\n" +
			"wᵢ = exp(sᵢ) / Σⱼ exp(sⱼ)    가중치\n" +
			"c  = Σᵢ wᵢ vᵢ                문맥 벡터\n" +
			"```",
	}
	JupyterAgain = Message{
		"You can run the cells again, and change them: the code needs the command `w2vattn` on `PATH`,\n" +
			"and no Python package. Two numbers agree if they differ by at most half a unit of the last\n" +
			"printed digit, plus 3·10⁻⁷·max(1, |x|) for float32 sums in another order.",
		"셀을 다시 실행하거나 고쳐서 실행할 수 있습니다. 코드를 실행하려면 `PATH`에 `w2vattn` 명령이 있어야 하며,\n" +
			"Python 패키지는 필요하지 않습니다. 두 숫자의 차이가 출력된 마지막 자리 단위의 절반에\n" +
			"3·10⁻⁷·max(1, |x|)(x는 출력된 숫자)를 더한 값 이하이면 일치하는 것으로 봅니다. 뒤의 항은 더하는 순서에 따른\n" +
			"float32 오차입니다.",
	}
	JupyterCommands = Message{
		"These functions write files, run the command and show its answers.",
		"다음 함수들은 파일을 쓰고, 명령을 실행하고, 결과를 보여 줍니다.",
	}
	JupyterCompares = Message{
		"This function compares the printed numbers with the computed ones.",
		"다음 함수는 출력된 숫자와 계산한 숫자를 비교합니다.",
	}
	JupyterResult = Message{"Result", "결과"}

	// Comments of the code.
	JupyterFolder   = Message{"for the files; removed when Python ends", "파일을 두는 폴더. Python이 끝나면 지워집니다"}
	JupyterVerdicts = Message{"whether the numbers of each quantity agree", "항목별로 숫자가 일치하는지 여부"}
	JupyterRun      = Message{"Run a command of w2vattn and return what it prints.", "w2vattn 명령을 실행하고 출력을 반환합니다."}
	JupyterWrite    = Message{"Write the lines of a file.", "파일에 여러 줄을 씁니다."}
	JupyterVectors  = Message{"Return the vectors of words.", "단어들의 벡터를 반환합니다."}
	JupyterAttend   = Message{"Draw the attention and return its numbers.", "어텐션을 그리고 그 숫자를 반환합니다."}
	JupyterFlat     = Message{"Return the numbers of nested lists, in order.", "중첩된 리스트의 숫자를 순서대로 반환합니다."}
	JupyterRow      = Message{"Return a row of an HTML table.", "HTML 표의 행을 반환합니다."}
	JupyterCompare  = Message{
		"Show printed numbers beside the computed ones, and whether they agree.",
		"출력된 숫자와 계산한 숫자를 나란히 놓고 일치하는지 보여 줍니다.",
	}

	// The columns of the comparison, and its verdicts.
	JupyterQuantity   = Message{"quantity", "항목"}
	JupyterPrinted    = Message{"printed by the notebook", "노트북에 출력된 값"}
	JupyterComputed   = Message{"computed by w2vattn", "w2vattn으로 계산한 값"}
	JupyterDifference = Message{"largest difference", "가장 큰 차이"}
	JupyterVerdict    = Message{"verdict", "판정"}
	JupyterAgrees     = Message{"agrees", "일치"}
	JupyterDiffers    = Message{"DIFFERS", "불일치"}
	// The numbers of agreeing and of all quantities, as expressions of Python.
	JupyterAgreeing = Message{
		"%s of %s quantities agree with the notebook.",
		"항목 %[2]s개 중 %[1]s개가 노트북의 값과 일치합니다.",
	}
)

// JupyterTitles are the headings of the experiments, by the names of package data.
var JupyterTitles = map[string]Message{
	"library_qkv":          {"A query and three books", "쿼리 하나와 책 세 권"},
	"english_fox":          {"One query and one key", "쿼리 하나와 키 하나"},
	"korean_cat":           {"A Korean word and its sentence", "문장에 대한 ‘고양이’의 어텐션"},
	"korean_cat_explained": {"The same sentence with other vectors", "같은 문장, 다른 벡터"},
	"korean_apple":         {"The context vector", "문맥 벡터"},
	"self_attention_3x3":   {"Self-attention of three tokens", "토큰 세 개의 셀프 어텐션"},
	"self_attention_5x4":   {"Self-attention of five tokens", "토큰 다섯 개의 셀프 어텐션"},
	"weighted_pooling":     {"Attention pooling", "어텐션 풀링"},
	"scaled_dot":           {"The scaled dot product", "크기를 조정한 내적"},
	"english_love":         {"A report without its input", "입력이 주어지지 않은 보고서"},
}

// JupyterQuantities are the names of the quantities, by the names of package data.
var JupyterQuantities = map[string]Message{
	"query_vector": {"query", "쿼리"},
	"key_vector":   {"key", "키"},
	"value_vector": {"value", "값"},
	"keys":         {"keys", "키"},
	"score":        {"score", "점수"},
	"scores":       {"scores", "점수"},
	"weight":       {"weight", "가중치"},
	"weights":      {"weights", "가중치"},
	"report":       {"weights by token", "토큰별 가중치"},
	"output":       {"context vector", "문맥 벡터"},
	"context":      {"context vector", "문맥 벡터"},
}
