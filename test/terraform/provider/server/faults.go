package server

import (
	"fmt"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// Faults are what SLIPWAY_FAULT asks to go wrong: name=value pairs, separated by commas. See the README for the names.
type Faults struct {
	values  map[string]string
	applies atomic.Int64
}

// ReadFaults reads the text of SLIPWAY_FAULT.
func ReadFaults(text string) *Faults {
	faults := &Faults{values: map[string]string{}}
	for _, pair := range strings.Split(text, ",") {
		if name, value, found := strings.Cut(strings.TrimSpace(pair), "="); found {
			faults.values[name] = value
		}
	}
	return faults
}

// planning crashes the process when it should crash at this type.
func (f *Faults) planning(name string) {
	if f.values["crash-plan"] == name {
		panic("runtime error: invalid memory address or nil pointer dereference (asked for by SLIPWAY_FAULT=crash-plan)")
	}
}

// applying waits, crashes or gives the error that Google would answer with.
func (f *Faults) applying(name string) error {
	if millis, err := strconv.Atoi(f.values["slow-apply"]); err == nil {
		time.Sleep(time.Duration(millis) * time.Millisecond)
	}
	if f.values["crash-apply"] == name {
		panic("runtime error: invalid memory address or nil pointer dereference (asked for by SLIPWAY_FAULT=crash-apply)")
	}
	count := f.applies.Add(1)
	if limit, err := strconv.ParseInt(f.values["expired-after"], 10, 64); err == nil && count >= limit {
		return fmt.Errorf("%s", expired)
	}
	if f.values["denied-apply"] == name {
		return fmt.Errorf("%s", denied)
	}
	return nil
}

const expired = `googleapi: Error 401: Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.
Details:
[
  {
    "@type": "type.googleapis.com/google.rpc.ErrorInfo",
    "domain": "googleapis.com",
    "metadata": {
      "service": "stand-in.googleapis.com"
    },
    "reason": "ACCESS_TOKEN_EXPIRED"
  }
]
, unauthorized`

const denied = `googleapi: Error 403: The caller does not have permission
Details:
[
  {
    "@type": "type.googleapis.com/google.rpc.ErrorInfo",
    "domain": "iam.googleapis.com",
    "reason": "IAM_PERMISSION_DENIED"
  }
]
, forbidden`
