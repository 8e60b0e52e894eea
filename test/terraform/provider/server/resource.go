package server

import (
	"context"
	"fmt"

	"slipway/terraform/provider/change"
	"slipway/terraform/provider/rules"
	"slipway/terraform/provider/schema"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/zclconf/go-cty/cty"
)

// ValidateResourceTypeConfig checks what the provider checks. That arguments exist and have the right types, Terraform
// itself has already held against the schema.
func (s *Server) ValidateResourceTypeConfig(_ context.Context, request *tfprotov5.ValidateResourceTypeConfigRequest) (*tfprotov5.ValidateResourceTypeConfigResponse, error) {
	kind, err := s.resource(request.TypeName)
	if err != nil {
		return nil, err
	}
	config, err := read(request.Config, kind.Value())
	if err != nil {
		return &tfprotov5.ValidateResourceTypeConfigResponse{Diagnostics: failed("The resource cannot be read", err)}, nil
	}
	answer := &tfprotov5.ValidateResourceTypeConfigResponse{}
	for _, problem := range rules.Check(request.TypeName, kind.Block, config) {
		answer.Diagnostics = append(answer.Diagnostics, &tfprotov5.Diagnostic{
			Severity: tfprotov5.DiagnosticSeverityError, Summary: problem.Summary, Detail: problem.Detail,
			Attribute: steps([]cty.Path{problem.Path})[0],
		})
	}
	return answer, nil
}

// PlanResourceChange says what would become of one resource.
func (s *Server) PlanResourceChange(_ context.Context, request *tfprotov5.PlanResourceChangeRequest) (*tfprotov5.PlanResourceChangeResponse, error) {
	s.faults.planning(request.TypeName)
	answer := &tfprotov5.PlanResourceChangeResponse{
		PlannedState: request.ProposedNewState, PlannedPrivate: request.PriorPrivate, UnsafeToUseLegacyTypeSystem: true,
	}
	asked, err := s.asked(request.TypeName, request.PriorState, request.ProposedNewState)
	if err != nil {
		answer.Diagnostics = failed("The resource cannot be read", err)
		return answer, nil
	}
	plan := change.Decide(asked)
	answer.RequiresReplace = steps(plan.Replace)
	if answer.PlannedState, err = write(plan.Planned, asked.Schema.Value()); err != nil {
		answer.Diagnostics = failed("The plan cannot be written", err)
	}
	return answer, nil
}

// asked decodes the two values that a change leads from and to.
func (s *Server) asked(name string, prior, proposed *tfprotov5.DynamicValue) (change.Request, error) {
	kind, err := s.resource(name)
	if err != nil {
		return change.Request{}, err
	}
	defaults := s.defaults()
	asked := change.Request{Type: name, Schema: kind, DefaultLabels: defaults.labels, Unmarked: defaults.unmarked, Project: defaults.project}
	if asked.Prior, err = read(prior, kind.Value()); err != nil {
		return asked, err
	}
	asked.Proposed, err = read(proposed, kind.Value())
	return asked, err
}

func (s *Server) resource(name string) (*schema.Type, error) {
	kind, found := s.catalog.Resource(name)
	if !found {
		return nil, fmt.Errorf("%s is not a resource of this provider", name)
	}
	return kind, nil
}
