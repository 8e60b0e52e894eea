package server

import (
	"context"
	"fmt"

	"slipway/terraform/provider/change"
	"slipway/terraform/provider/cloud"
	"slipway/terraform/provider/schema"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/zclconf/go-cty/cty"
)

// ValidateDataSourceConfig has nothing to add: Terraform itself holds the configuration against the schema.
func (s *Server) ValidateDataSourceConfig(context.Context, *tfprotov5.ValidateDataSourceConfigRequest) (*tfprotov5.ValidateDataSourceConfigResponse, error) {
	return &tfprotov5.ValidateDataSourceConfigResponse{}, nil
}

// ReadDataSource answers as if what is asked for existed.
func (s *Server) ReadDataSource(_ context.Context, request *tfprotov5.ReadDataSourceRequest) (*tfprotov5.ReadDataSourceResponse, error) {
	kind, found := s.catalog.DataSource(request.TypeName)
	if !found {
		return nil, fmt.Errorf("%s is not a data source of this provider", request.TypeName)
	}
	config, err := read(request.Config, kind.Value())
	if err != nil {
		return &tfprotov5.ReadDataSourceResponse{Diagnostics: failed("The data source cannot be read", err)}, nil
	}
	subject := s.subject(request.TypeName, kind, change.Asked(config, kind))
	value, err := s.seen(subject, "data.", kind, subject.Made())
	if err == nil && value.IsNull() {
		err = fmt.Errorf("%s %q was not found", request.TypeName, subject.Name)
	}
	if err != nil {
		return &tfprotov5.ReadDataSourceResponse{Diagnostics: failed("Error reading the data source", err)}, nil
	}
	state, err := write(value, kind.Value())
	if err != nil {
		return &tfprotov5.ReadDataSourceResponse{Diagnostics: failed("The answer cannot be written", err)}, nil
	}
	return &tfprotov5.ReadDataSourceResponse{State: state}, nil
}

// subject is one resource or data source with the provider's defaults filled in.
func (s *Server) subject(name string, kind *schema.Type, value cty.Value) cloud.Subject {
	defaults := s.defaults()
	return cloud.NewSubject(name, kind, value, cloud.Defaults{Project: defaults.project, Region: defaults.region, Zone: defaults.zone})
}

// seen is a value as the world has it; null when it is gone.
func (s *Server) seen(subject cloud.Subject, prefix string, kind *schema.Type, value cty.Value) (cty.Value, error) {
	changes, gone, err := s.world.Of(prefix, subject)
	if gone {
		return cty.NullVal(kind.Value()), nil
	}
	if err != nil || changes == nil {
		return value, err
	}
	drifted, err := cloud.Drifted(kind.Block, value, changes)
	if err != nil {
		return value, fmt.Errorf("SLIPWAY_WORLD: %s%s/%s: %w", prefix, subject.Type, subject.Name, err)
	}
	return drifted, nil
}
