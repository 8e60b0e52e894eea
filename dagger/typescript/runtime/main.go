// Serves Dagger modules written in TypeScript on the embedded engine.
//
// It keeps to the rules of the official TypeScript runtime, so that a module that loads here loads there: only the
// module's source folder is seen, packages come from its package.json and lock file alone, and types are read from src/
// alone.
package main

import (
	"context"
	"path"

	"typescript-sdk/internal/dagger"
)

const (
	// The image that runs a module, by the name that Docker Hub knows it by.
	nodeImage = "node:22-bookworm-slim"
	// Where a module's source is put, as the official runtime does.
	moduleRoot = "/src"
	// Where the SDK's own packages and its entry point are in the runtime container.
	sdkRoot = "/opt/slipway-sdk"
	// Where Node keeps what it has compiled, in the runtime container.
	compileCache = "/opt/slipway-sdk-cache"
	// The introspection of the API that the module may call.
	schemaPath = "/schema.json"
	// The name under which npm keeps what it has downloaded between installs.
	npmCache = "slipway-sdk-npm"
)

type TypescriptSdk struct {
	// The SDK content: codegen and the npm packages that it brings.
	// +private
	SDK *dagger.Directory
}

func New(
	// The content of the SDK, given by the engine.
	// +optional
	sdkSourceDir *dagger.Directory,
) *TypescriptSdk {
	return &TypescriptSdk{SDK: sdkSourceDir}
}

// ModuleRuntime returns the container that answers a function call of the module.
func (sdk *TypescriptSdk) ModuleRuntime(
	ctx context.Context,
	modSource *dagger.ModuleSource,
	introspectionJSON *dagger.File,
) (*dagger.Container, error) {
	source, err := modSource.SourceSubpath(ctx)
	if err != nil {
		return nil, err
	}
	module := path.Join(moduleRoot, source)
	start := path.Join(sdkRoot, "start.mjs")
	files := modSource.ContextDirectory().Directory(source)
	return sdk.base().
		WithDirectory(module, files, dagger.ContainerWithDirectoryOpts{
			Include: []string{"package.json", "package-lock.json", ".npmrc"},
		}).
		WithWorkdir(module).
		WithMountedCache("/root/.npm", dag.CacheVolume(npmCache)).
		WithExec([]string{"npm", "ci", "--omit=dev", "--no-audit", "--no-fund"}).
		WithoutMount("/root/.npm").
		WithFile(path.Join(module, "tsconfig.json"), files.File("tsconfig.json")).
		WithDirectory(path.Join(module, "sdk"), sdk.library(introspectionJSON)).
		// Before the module's own source comes in, so that an edit of it does not pay for this again.
		WithEnvVariable("NODE_COMPILE_CACHE", compileCache).
		WithExec([]string{"node", start, module, "warm"}).
		WithDirectory(module, files, dagger.ContainerWithDirectoryOpts{Exclude: []string{"node_modules", "sdk"}}).
		WithEntrypoint([]string{"node", start, module}), nil
}

// Codegen returns the files that editors and type checkers need beside the module's own.
func (sdk *TypescriptSdk) Codegen(
	ctx context.Context,
	modSource *dagger.ModuleSource,
	introspectionJSON *dagger.File,
) (*dagger.GeneratedCode, error) {
	source, err := modSource.SourceSubpath(ctx)
	if err != nil {
		return nil, err
	}
	generated := path.Join(source, "sdk")
	return dag.GeneratedCode(modSource.ContextDirectory().WithDirectory(generated, sdk.library(introspectionJSON))).
		WithVCSGeneratedPaths([]string{path.Join(generated, "**")}).
		WithVCSIgnoredPaths([]string{generated}), nil
}

// base is Node with the SDK's own packages beside it.
func (sdk *TypescriptSdk) base() *dagger.Container {
	return dag.Container().From(nodeImage).
		WithoutEntrypoint().
		WithDirectory(sdkRoot, sdk.SDK.Directory("sdk"))
}

// library is the folder `sdk/` that a module imports `@dagger.io/dagger` from: the client for this API, typed, and the
// rest of the SDK in one file.
func (sdk *TypescriptSdk) library(introspectionJSON *dagger.File) *dagger.Directory {
	client := sdk.base().
		WithFile("/usr/local/bin/codegen", sdk.SDK.File("codegen")).
		WithMountedFile(schemaPath, introspectionJSON).
		WithExec([]string{
			"codegen", "generate-library", "--lang", "typescript", "--bundle",
			"--introspection-json-path", schemaPath, "--output", "/generated",
		}).
		File("/generated/client.gen.ts")
	return sdk.SDK.Directory("library").WithFile("client.gen.ts", client)
}
