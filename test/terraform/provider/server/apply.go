package server

import (
	"context"
	"errors"
	"fmt"

	"slipway/terraform/provider/change"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/zclconf/go-cty/cty"
)

// ApplyResourceChange makes the plan true: what was unknown gets the value that the pretended cloud would give it.
func (s *Server) ApplyResourceChange(_ context.Context, request *tfprotov5.ApplyResourceChangeRequest) (*tfprotov5.ApplyResourceChangeResponse, error) {
	answer := &tfprotov5.ApplyResourceChangeResponse{
		NewState: request.PriorState, Private: request.PlannedPrivate, UnsafeToUseLegacyTypeSystem: true,
	}
	asked, err := s.asked(request.TypeName, request.PriorState, request.PlannedState)
	if err != nil {
		answer.Diagnostics = failed("The resource cannot be read", err)
		return answer, nil
	}
	if err := s.refused(asked); err != nil {
		answer.Diagnostics = []*tfprotov5.Diagnostic{{Severity: tfprotov5.DiagnosticSeverityError, Summary: err.Error()}}
		return answer, nil
	}
	made := s.subject(request.TypeName, asked.Schema, asked.Proposed).Made()
	if answer.NewState, err = write(made, asked.Schema.Value()); err != nil {
		answer.Diagnostics = failed("The new state cannot be written", err)
	}
	return answer, nil
}

// refused is the error for a change that does not happen: a fault that was asked for, or a protected resource.
func (s *Server) refused(asked change.Request) error {
	verb := "updating"
	switch {
	case asked.Prior.IsNull():
		verb = "creating"
	case asked.Proposed.IsNull():
		verb = "deleting"
		if protected(asked.Prior) {
			return errors.New("cannot destroy " + asked.Type + " without setting deletion_protection=false (or deletion_policy to something else than PREVENT) and running `terraform apply`")
		}
	}
	if err := s.faults.applying(asked.Type); err != nil {
		return fmt.Errorf("Error %s %s: %w", verb, asked.Type, err)
	}
	return nil
}

// protected says whether the provider itself refuses to delete the resource.
func protected(value cty.Value) bool {
	if text(value, "deletion_policy") == "PREVENT" {
		return true
	}
	if !value.Type().HasAttribute("deletion_protection") {
		return false
	}
	protection := value.GetAttr("deletion_protection")
	return protection.Type() == cty.Bool && !protection.IsNull() && protection.IsKnown() && protection.True()
}
