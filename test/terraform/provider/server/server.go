// Package server speaks Terraform's plugin protocol, version 5, for the stand-in provider.
package server

import (
	"context"
	"os"
	"sync"

	"slipway/terraform/provider/cloud"
	"slipway/terraform/provider/schema"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
)

// Server is one running provider. The parts that google's provider does not use answer with nothing.
type Server struct {
	catalog *schema.Catalog
	faults  *Faults
	world   cloud.World
	mutex   sync.RWMutex
	config  config
}

// New is a provider that serves one catalog, with the faults and the world that the environment asks for.
func New(catalog *schema.Catalog) (*Server, error) {
	world, err := cloud.ReadWorld(os.Getenv("SLIPWAY_WORLD"))
	if err != nil {
		return nil, err
	}
	return &Server{catalog: catalog, faults: ReadFaults(os.Getenv("SLIPWAY_FAULT")), world: world}, nil
}

var _ tfprotov5.ProviderServer = (*Server)(nil)

// optional lets Terraform ask for the schema once for all processes of this provider.
var optional = &tfprotov5.ServerCapabilities{GetProviderSchemaOptional: true}

// GetMetadata names all types without their schemas.
func (s *Server) GetMetadata(context.Context, *tfprotov5.GetMetadataRequest) (*tfprotov5.GetMetadataResponse, error) {
	answer := &tfprotov5.GetMetadataResponse{ServerCapabilities: optional}
	for _, name := range s.catalog.ResourceNames() {
		answer.Resources = append(answer.Resources, tfprotov5.ResourceMetadata{TypeName: name})
	}
	for _, name := range s.catalog.DataSourceNames() {
		answer.DataSources = append(answer.DataSources, tfprotov5.DataSourceMetadata{TypeName: name})
	}
	return answer, nil
}

// GetProviderSchema gives every type.
func (s *Server) GetProviderSchema(context.Context, *tfprotov5.GetProviderSchemaRequest) (*tfprotov5.GetProviderSchemaResponse, error) {
	answer := &tfprotov5.GetProviderSchemaResponse{
		ServerCapabilities: optional,
		Provider:           s.catalog.Provider().Protocol(),
		ResourceSchemas:    map[string]*tfprotov5.Schema{},
		DataSourceSchemas:  map[string]*tfprotov5.Schema{},
	}
	for _, name := range s.catalog.ResourceNames() {
		found, _ := s.catalog.Resource(name)
		answer.ResourceSchemas[name] = found.Protocol()
	}
	for _, name := range s.catalog.DataSourceNames() {
		found, _ := s.catalog.DataSource(name)
		answer.DataSourceSchemas[name] = found.Protocol()
	}
	return answer, nil
}

// StopProvider has nothing to interrupt.
func (s *Server) StopProvider(context.Context, *tfprotov5.StopProviderRequest) (*tfprotov5.StopProviderResponse, error) {
	return &tfprotov5.StopProviderResponse{}, nil
}
