module github.com/massar-platform/massar

go 1.26.0

toolchain go1.26.8

require github.com/massar-platform/massar/proto v0.0.0

replace github.com/massar-platform/massar/proto => ./proto
