package jupyter_test

import (
	"bytes"
	"context"
	"fmt"

	"github.com/w2vattn/w2vattn/notebook"
	"github.com/w2vattn/w2vattn/notebook/jupyter"
)

func ExampleWrite() {
	ctx := context.Background()
	outcomes, err := notebook.Run(ctx)
	if err != nil {
		panic(err)
	}
	var b bytes.Buffer
	if err := jupyter.Write(ctx, &b, outcomes, "ko"); err != nil {
		panic(err)
	}
	fmt.Println(bytes.Contains(b.Bytes(), []byte(`"nbformat": 4`)))
	// Output: true
}
