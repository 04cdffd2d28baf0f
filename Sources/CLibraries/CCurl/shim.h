// The types and constants of libcurl. Nothing here may name one of its functions: the library is loaded at run time, and
// whoever links this must not need it.
#pragma once
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
