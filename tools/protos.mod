module github.com/massar-platform/massar/tools

go 1.26.0

toolchain go1.26.8

require (
	github.com/bufbuild/protovalidate v1.2.2 // indirect
	github.com/grpc-ecosystem/grpc-gateway v1.16.0 // indirect
)
