package pool

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"sync"

	fnpb "github.com/apache/beam/sdks/v2/go/pkg/beam/model/fnexecution_v1"
	"google.golang.org/grpc"
)

// A Pool starts workers when a runner requests them. It implements
// fnpb.BeamFnExternalWorkerPoolServer and is safe for concurrent use. mu guards the
// fields below it.
type Pool struct {
	fnpb.UnimplementedBeamFnExternalWorkerPoolServer

	command func(Endpoints) *exec.Cmd // makes the command of a worker
	listen  net.Listener
	server  *grpc.Server
	workers sync.WaitGroup // the goroutines that wait for workers

	mu     sync.Mutex
	closed bool
	lives  map[*os.Process]func() // the function that ends each worker
}

// Listen opens a pool at a port of this machine; 0 selects a free one. command returns
// the command of a worker process, which must call Work.
func Listen(port int, command func(Endpoints) *exec.Cmd) (*Pool, error) {
	l, err := net.Listen("tcp", fmt.Sprintf("localhost:%d", port))
	if err != nil {
		return nil, err
	}
	p := &Pool{command: command, listen: l, server: grpc.NewServer(), lives: map[*os.Process]func(){}}
	fnpb.RegisterBeamFnExternalWorkerPoolServer(p.server, p)
	return p, nil
}

// Address returns the address of the pool, for --environment_config.
func (p *Pool) Address() string { return p.listen.Addr().String() }

// Serve serves runners until ctx is done or Close is called, and returns when all workers
// have ended.
func (p *Pool) Serve(ctx context.Context) error {
	stop := context.AfterFunc(ctx, p.Close)
	defer stop()
	err := p.server.Serve(p.listen)
	p.workers.Wait()
	return err
}

// Close stops the pool and its workers: it closes their standard input, at whose end a
// worker exits. It does not wait; Serve does. It can be called more than once.
func (p *Pool) Close() {
	p.mu.Lock()
	p.closed = true
	for _, end := range p.lives {
		end()
	}
	p.mu.Unlock()
	p.server.Stop()
}

// StartWorker starts a worker process. Several can have the same name, because runners on
// different machines, and jobs, do not coordinate names.
func (p *Pool) StartWorker(_ context.Context, r *fnpb.StartWorkerRequest) (*fnpb.StartWorkerResponse, error) {
	e, err := endpoints(r)
	if err == nil {
		err = p.start(p.command(e))
	}
	if err != nil {
		return &fnpb.StartWorkerResponse{Error: err.Error()}, nil
	}
	return &fnpb.StartWorkerResponse{}, nil
}

// start starts a worker with a pipe as its standard input, and a goroutine that waits
// for its end. Nothing is written to the pipe: a read of it returns when it is
// closed, which is how a worker notices that the pool has ended. start returns an
// error if the pool is closed or the process cannot be started.
func (p *Pool) start(cmd *exec.Cmd) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return fmt.Errorf("the pool of workers at %s is closing", p.Address())
	}
	life, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	p.lives[cmd.Process] = func() { _ = life.Close() }
	p.workers.Go(func() {
		_ = cmd.Wait() // the worker or its runner reports why it ended
		p.mu.Lock()
		defer p.mu.Unlock()
		delete(p.lives, cmd.Process)
	})
	return nil
}

// StopWorker does nothing: a worker ends when its runner closes their connection. Another
// worker may have the same name.
func (p *Pool) StopWorker(context.Context, *fnpb.StopWorkerRequest) (*fnpb.StopWorkerResponse, error) {
	return &fnpb.StopWorkerResponse{}, nil
}

// Workers returns the processes that are running.
func (p *Pool) Workers() (all []*os.Process) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for w := range p.lives {
		all = append(all, w)
	}
	return all
}
