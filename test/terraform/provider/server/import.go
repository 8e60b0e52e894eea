package server

import (
	"context"

	"slipway/terraform/provider/change"
	"slipway/terraform/provider/cloud"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/zclconf/go-cty/cty"
)

// ImportResourceState answers as if the resource existed, with what its id says and what the service fills in. What else
// it should have, a test says in SLIPWAY_WORLD.
func (s *Server) ImportResourceState(_ context.Context, request *tfprotov5.ImportResourceStateRequest) (*tfprotov5.ImportResourceStateResponse, error) {
	kind, err := s.resource(request.TypeName)
	if err != nil {
		return nil, err
	}
	blank, err := cloud.Imported(request.TypeName, kind, request.ID)
	if err != nil {
		return &tfprotov5.ImportResourceStateResponse{Diagnostics: failed("The id cannot be read", err)}, nil
	}
	plan := change.Decide(change.Request{
		Type: request.TypeName, Schema: kind, Prior: cty.NullVal(kind.Value()), Proposed: blank, Unmarked: true, Project: s.defaults().project,
	})
	state, err := write(s.subject(request.TypeName, kind, plan.Planned).Made(), kind.Value())
	if err != nil {
		return &tfprotov5.ImportResourceStateResponse{Diagnostics: failed("The imported state cannot be written", err)}, nil
	}
	return &tfprotov5.ImportResourceStateResponse{
		ImportedResources: []*tfprotov5.ImportedResource{{TypeName: request.TypeName, State: state}},
	}, nil
}
