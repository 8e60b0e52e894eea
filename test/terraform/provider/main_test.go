package main

import (
	"os"
	"testing"
)

func TestTheFileNameSaysWhichProviderThisIs(t *testing.T) {
	arguments := os.Args
	defer func() { os.Args = arguments }()
	for name, want := range map[string]string{
		"/mirror/terraform-provider-google_v7.45.0":      "google",
		"/mirror/terraform-provider-google-beta_v7.45.0": "google-beta",
		"/mirror/terraform-provider-random_v3.7.2":       "random",
	} {
		os.Args = []string{name}
		if got := chosen(); got != want {
			t.Errorf("%s is taken for %s", name, got)
		}
	}
	t.Setenv("SLIPWAY_PROVIDER", "google")
	if got := chosen(); got != "google" {
		t.Errorf("SLIPWAY_PROVIDER does not win over the file name: %s", got)
	}
}
