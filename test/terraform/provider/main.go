// Command provider is a stand-in for Terraform providers: google and google-beta with their real schema and no cloud, and the
// part of random that is used here. See README.md.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"slipway/terraform/provider/random"
	"slipway/terraform/provider/schema"
	"slipway/terraform/provider/server"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tfprotov5/tf5server"
)

func main() {
	if err := serve(chosen()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serve(name string) error {
	provider, err := build(name)
	if err != nil {
		return err
	}
	return tf5server.Serve("registry.terraform.io/hashicorp/"+name, func() tfprotov5.ProviderServer { return provider })
}

func build(name string) (tfprotov5.ProviderServer, error) {
	switch name {
	case "random":
		return random.Provider{}, nil
	case "google-beta":
		return google(schema.GoogleBeta)
	default:
		return google(schema.Google)
	}
}

func google(build func() (*schema.Catalog, error)) (tfprotov5.ProviderServer, error) {
	catalog, err := build()
	if err != nil {
		return nil, err
	}
	return server.New(catalog)
}

// chosen says which provider this is: SLIPWAY_PROVIDER, else the name of this file.
func chosen() string {
	if name := os.Getenv("SLIPWAY_PROVIDER"); name != "" {
		return name
	}
	file := filepath.Base(os.Args[0])
	for _, name := range []string{"google-beta", "random"} {
		if strings.Contains(file, name) {
			return name
		}
	}
	return "google"
}
