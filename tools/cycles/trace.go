package main

// This file makes traces: the sequence of instructions that a kernel executes for a
// block. The emulator records addresses, the disassembler gives the instruction at
// each address. Jumps are kept as instructions, with a label in place of their
// target, because llvm-mca does not follow them.

import (
	"bufio"
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// addresses returns where a function begins and ends, from the table that go tool nm
// prints: address, size, kind and name.
func addresses(table []byte, name string) (begin, end uint64, err error) {
	for line := range strings.Lines(string(table)) {
		fields := strings.Fields(line)
		if len(fields) != 4 || !strings.HasSuffix(fields[3], name) {
			continue
		}
		begin, err := strconv.ParseUint(fields[0], 16, 64)
		if err != nil {
			return 0, 0, err
		}
		size, err := strconv.ParseUint(fields[1], 10, 64)
		return begin, begin + size, err
	}
	return 0, 0, fmt.Errorf("the program has no function %s", name)
}

var (
	// instruction is a line of a disassembly: an address and the instruction at it.
	instruction = regexp.MustCompile(`^\s*([0-9a-f]+):\s+(\S.*)$`)
	// place is an address in the program, as in "0x13aff0 <symbol+0x70>".
	place = regexp.MustCompile(`0x[0-9a-f]+ <[^>]*>`)
	// comment is what the disassembler adds to operands.
	comment = regexp.MustCompile(`\s*(//|#|;)\s*(0x[0-9a-f]+ <[^>]*>|imm = .*)$`)
	// trace is a line of the emulator's record; the group is the address of the
	// instruction.
	trace = regexp.MustCompile(`^Trace .*\[[0-9a-f]+/([0-9a-f]+)/`)
)

// instructions returns the instructions of a disassembly by their addresses. Places in the
// program become a label.
func instructions(disassembly []byte) map[uint64]string {
	found := map[uint64]string{}
	for line := range strings.Lines(string(disassembly)) {
		m := instruction.FindStringSubmatch(strings.TrimRight(line, "\n"))
		if m == nil {
			continue
		}
		address, err := strconv.ParseUint(m[1], 16, 64)
		if err != nil {
			continue
		}
		found[address] = place.ReplaceAllString(comment.ReplaceAllString(m[2], ""), ".Lplace")
	}
	return found
}

// lastCall returns the instructions of the last call that a record of the emulator has, of
// a function that begins at an address.
func lastCall(record []byte, begin uint64, text map[uint64]string) (string, error) {
	var call strings.Builder
	lines := bufio.NewScanner(bytes.NewReader(record))
	for lines.Scan() {
		m := trace.FindStringSubmatch(lines.Text())
		if m == nil {
			continue
		}
		address, err := strconv.ParseUint(m[1], 16, 64)
		if err != nil {
			return "", err
		}
		if address == begin {
			call.Reset()
			call.WriteString(".Lplace:\n")
		}
		line, ok := text[address]
		if !ok {
			return "", fmt.Errorf("no instruction begins at %#x", address)
		}
		call.WriteString(line + "\n")
	}
	if call.Len() == 0 {
		return "", fmt.Errorf("no call was recorded")
	}
	return call.String(), lines.Err()
}
