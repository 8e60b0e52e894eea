package server

import (
	"context"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

// UpgradeResourceState reads stored state and leaves out what the schema does not have.
func (s *Server) UpgradeResourceState(_ context.Context, request *tfprotov5.UpgradeResourceStateRequest) (*tfprotov5.UpgradeResourceStateResponse, error) {
	kind, err := s.resource(request.TypeName)
	if err != nil {
		return nil, err
	}
	value, err := stored(request.RawState.JSON, kind.Value())
	if err != nil {
		return &tfprotov5.UpgradeResourceStateResponse{Diagnostics: failed("The stored state cannot be read", err)}, nil
	}
	state, err := write(value, kind.Value())
	if err != nil {
		return &tfprotov5.UpgradeResourceStateResponse{Diagnostics: failed("The stored state cannot be written", err)}, nil
	}
	return &tfprotov5.UpgradeResourceStateResponse{UpgradedState: state}, nil
}

func stored(raw []byte, kind cty.Type) (cty.Value, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return cty.NilVal, err
	}
	for name := range fields {
		if !kind.HasAttribute(name) {
			delete(fields, name)
		}
	}
	for name := range kind.AttributeTypes() {
		if _, found := fields[name]; !found {
			fields[name] = json.RawMessage("null")
		}
	}
	known, err := json.Marshal(fields)
	if err != nil {
		return cty.NilVal, err
	}
	return ctyjson.Unmarshal(known, kind)
}

// ReadResource gives the state that Terraform has, with what the world changed.
func (s *Server) ReadResource(_ context.Context, request *tfprotov5.ReadResourceRequest) (*tfprotov5.ReadResourceResponse, error) {
	answer := &tfprotov5.ReadResourceResponse{NewState: request.CurrentState, Private: request.Private}
	if s.world == nil {
		return answer, nil
	}
	kind, err := s.resource(request.TypeName)
	if err != nil {
		return nil, err
	}
	value, err := read(request.CurrentState, kind.Value())
	if err == nil && !value.IsNull() {
		value, err = s.seen(s.subject(request.TypeName, kind, value), "", kind, value)
	}
	if err == nil {
		answer.NewState, err = write(value, kind.Value())
	}
	if err != nil {
		answer.Diagnostics = failed("Error reading the resource", err)
	}
	return answer, nil
}
