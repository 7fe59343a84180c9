package engine

// This file sends requests to the job service of a runner that Beam's SDK does not
// send: whether the service answers at all, and whether a job ended by itself or was
// cancelled.

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	jobpb "github.com/apache/beam/sdks/v2/go/pkg/beam/model/jobmanagement_v1"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/options/jobopts"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"
)

// answerTime is the time in which a runner must answer. Beam itself would try for two
// minutes, in which a user with a wrong address sees nothing. The number is a choice.
const answerTime = 5 * time.Second

// ask calls f with a client of the job service at --endpoint. Without --endpoint it
// returns nil: there is no job service to ask. The connection is closed when f returns.
func ask(ctx context.Context, f func(context.Context, jobpb.JobServiceClient) error) error {
	address := strings.TrimPrefix(strings.TrimPrefix(*jobopts.Endpoint, "http://"), "https://")
	if address == "" {
		return nil
	}
	// The system resolves the name. gRPC's own resolver would also send queries for service
	// records, of localhost too, and with a slow name server the runner would seem not to
	// answer.
	c, err := grpc.NewClient("passthrough:///"+address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return fmt.Errorf("--endpoint %s: %w", *jobopts.Endpoint, err)
	}
	defer c.Close() //nolint:errcheck // all calls have returned
	asked, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	err = f(asked, jobpb.NewJobServiceClient(c))
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// reachable returns an error unless a job service answers at the endpoint.
func reachable(ctx context.Context) error {
	return ask(ctx, func(ctx context.Context, s jobpb.JobServiceClient) error {
		_, err := s.GetJobs(ctx, &jobpb.GetJobsRequest{})
		if err == nil || status.Code(err) == codes.Unimplemented { // some job services do not list jobs
			return nil
		}
		return fmt.Errorf("no job service answers at --endpoint %s: %s", *jobopts.Endpoint,
			status.Convert(err).Message())
	})
}

// finished returns an error if a job was cancelled on the page of the runner. Beam's SDK
// reports such a job as done.
func finished(ctx context.Context, job string) error {
	return ask(ctx, func(ctx context.Context, s jobpb.JobServiceClient) error {
		state, err := s.GetState(ctx, &jobpb.GetJobStateRequest{JobId: job})
		if err == nil && (state.GetState() == jobpb.JobState_CANCELLED ||
			state.GetState() == jobpb.JobState_CANCELLING) {
			return errors.New("the job was cancelled on the runner")
		}
		return nil // a runner that does not answer has reported before that the job is done
	})
}
