//go:build !linux

package main

import "errors"

func mountSmall(string) error { return errors.New("only Linux can, here") }

func unmount(string) {}

func makeFIFO(string) error { return errors.New("only Linux can, here") }
