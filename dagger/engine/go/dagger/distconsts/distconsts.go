// Package distconsts tells the engine where its parts are on this machine.
//
// In Dagger's own engine image these are fixed paths. Here the engine runs straight on a host, out of the user's cache
// folder, so the paths come from the environment that `npm run engine` starts it with. Names that Dagger itself uses as
// constants must stay constants.
package distconsts

import "os"

const (
	EngineContainerName    = "dagger-engine.dev"
	DefaultEngineSockAddr  = "unix:///run/dagger/engine.sock"
	EngineCustomCACertsDir = "/usr/local/share/ca-certificates"

	GoSDKManifestDigestEnvName         = "DAGGER_GO_SDK_MANIFEST_DIGEST"
	PythonSDKManifestDigestEnvName     = "DAGGER_PYTHON_SDK_MANIFEST_DIGEST"
	TypescriptSDKManifestDigestEnvName = "DAGGER_TYPESCRIPT_SDK_MANIFEST_DIGEST"

	OCIVersionAnnotation = "org.opencontainers.image.version"

	AlpineVersion = "3.22.1"
	// AlpineImage is what `terminal` opens when a directory has no container of its own.
	AlpineImage   = "debian:bookworm-slim"
	GolangVersion = "1.25.3"
	GolangImage   = "golang:1.25"
	BusyboxImage  = "debian:bookworm-slim"
)

var (
	RuncPath                         = fromEnv("SLIPWAY_RUNC", "/usr/sbin/runc")
	DaggerInitPath                   = fromEnv("SLIPWAY_DAGGER_INIT", "/usr/local/bin/dagger-init")
	EngineDefaultStateDir            = fromEnv("SLIPWAY_ENGINE_STATE", "/var/lib/dagger")
	EngineContainerBuiltinContentDir = fromEnv("SLIPWAY_ENGINE_CONTENT", "/usr/local/share/dagger/content")
)

func fromEnv(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}
