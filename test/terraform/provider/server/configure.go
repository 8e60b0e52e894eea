package server

import (
	"context"
	"os"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/zclconf/go-cty/cty"
)

// config is what the provider block says.
type config struct {
	project, region, zone string
	labels                map[string]cty.Value
	// unmarked says that created resources do not get the provider's own label.
	unmarked bool
}

// PrepareProviderConfig accepts the block as it is.
func (s *Server) PrepareProviderConfig(_ context.Context, request *tfprotov5.PrepareProviderConfigRequest) (*tfprotov5.PrepareProviderConfigResponse, error) {
	return &tfprotov5.PrepareProviderConfigResponse{PreparedConfig: request.Config}, nil
}

// ConfigureProvider remembers the defaults for project, region and labels.
func (s *Server) ConfigureProvider(_ context.Context, request *tfprotov5.ConfigureProviderRequest) (*tfprotov5.ConfigureProviderResponse, error) {
	value, err := read(request.Config, s.catalog.Provider().Value())
	if err != nil {
		return &tfprotov5.ConfigureProviderResponse{Diagnostics: failed("The provider block cannot be read", err)}, nil
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.config = config{
		project: configured(value, "project", "GOOGLE_PROJECT", "GOOGLE_CLOUD_PROJECT", "GCLOUD_PROJECT", "CLOUDSDK_CORE_PROJECT"),
		region:  configured(value, "region", "GOOGLE_REGION", "GCLOUD_REGION", "CLOUDSDK_COMPUTE_REGION"),
		zone:    configured(value, "zone", "GOOGLE_ZONE", "GCLOUD_ZONE", "CLOUDSDK_COMPUTE_ZONE"),
	}
	if labels := value.GetAttr("default_labels"); !labels.IsNull() && labels.IsKnown() {
		s.config.labels = labels.AsValueMap()
	}
	marked := value.GetAttr("add_terraform_attribution_label")
	s.config.unmarked = !marked.IsNull() && marked.IsKnown() && marked.False()
	return &tfprotov5.ConfigureProviderResponse{}, nil
}

// configured is an attribute of the block, else the first environment variable that is set.
func configured(value cty.Value, name string, variables ...string) string {
	if text := text(value, name); text != "" {
		return text
	}
	for _, variable := range variables {
		if text := os.Getenv(variable); text != "" {
			return text
		}
	}
	return ""
}

// text is a string attribute; empty when it is null or not known.
func text(value cty.Value, name string) string {
	if value.IsNull() || !value.Type().HasAttribute(name) {
		return ""
	}
	field := value.GetAttr(name)
	if field.IsNull() || !field.IsKnown() || field.Type() != cty.String {
		return ""
	}
	return field.AsString()
}

func (s *Server) defaults() config {
	s.mutex.RLock()
	defer s.mutex.RUnlock()
	return s.config
}
