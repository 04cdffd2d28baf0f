// libcurl, loaded at run time: a program must start without it. So nothing here refers to one of its functions but for its
// type; `call` is where the loader has found it.
#pragma once
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
static inline CURLcode tollgate_curl_global_init(void *call) {
  return ((__typeof__(&curl_global_init))call)(CURL_GLOBAL_DEFAULT);
}
static inline const char *tollgate_curl_tls(void *call) {
  return ((__typeof__(&curl_version_info))call)(CURLVERSION_NOW)->ssl_version;
}
static inline CURL *tollgate_curl_easy_init(void *call) { return ((__typeof__(&curl_easy_init))call)(); }
static inline void tollgate_curl_easy_cleanup(void *call, CURL *easy) {
  ((__typeof__(&curl_easy_cleanup))call)(easy);
}
static inline struct curl_slist *tollgate_curl_slist_append(void *call, struct curl_slist *list, const char *text) {
  return ((__typeof__(&curl_slist_append))call)(list, text);
}
static inline void tollgate_curl_slist_free(void *call, struct curl_slist *list) {
  ((__typeof__(&curl_slist_free_all))call)(list);
}
static inline CURLM *tollgate_curl_multi_init(void *call) { return ((__typeof__(&curl_multi_init))call)(); }
static inline void tollgate_curl_multi_cleanup(void *call, CURLM *multi) {
  ((__typeof__(&curl_multi_cleanup))call)(multi);
}
static inline CURLMcode tollgate_curl_multi_add(void *call, CURLM *multi, CURL *easy) {
  return ((__typeof__(&curl_multi_add_handle))call)(multi, easy);
}
static inline CURLMcode tollgate_curl_multi_remove(void *call, CURLM *multi, CURL *easy) {
  return ((__typeof__(&curl_multi_remove_handle))call)(multi, easy);
}
static inline CURLMcode tollgate_curl_multi_perform(void *call, CURLM *multi, int *running) {
  return ((__typeof__(&curl_multi_perform))call)(multi, running);
}
static inline CURLMcode tollgate_curl_multi_poll(
    void *call, CURLM *multi, struct curl_waitfd *others, unsigned count, int milliseconds) {
  return ((__typeof__(&curl_multi_poll))call)(multi, others, count, milliseconds, 0);
}
static inline CURLMsg *tollgate_curl_multi_read(void *call, CURLM *multi, int *left) {
  return ((__typeof__(&curl_multi_info_read))call)(multi, left);
}
// Swift can't call functions of any number of arguments: each kind of argument has its own.
static inline CURLcode tollgate_curl_set_number(void *call, CURL *easy, CURLoption option, long value) {
  return ((__typeof__(&curl_easy_setopt))call)(easy, option, value);
}
static inline CURLcode tollgate_curl_set_size(void *call, CURL *easy, CURLoption option, curl_off_t value) {
  return ((__typeof__(&curl_easy_setopt))call)(easy, option, value);
}
static inline CURLcode tollgate_curl_set_pointer(void *call, CURL *easy, CURLoption option, const void *value) {
  return ((__typeof__(&curl_easy_setopt))call)(easy, option, value);
}
static inline CURLcode tollgate_curl_set_taker(void *call, CURL *easy, CURLoption option, curl_write_callback value) {
  return ((__typeof__(&curl_easy_setopt))call)(easy, option, value);
}
static inline CURLcode tollgate_curl_set_binder(void *call, CURL *easy, curl_sockopt_callback value) {
  return ((__typeof__(&curl_easy_setopt))call)(easy, CURLOPT_SOCKOPTFUNCTION, value);
}
static inline CURLcode tollgate_curl_get_number(void *call, CURL *easy, CURLINFO info, long *value) {
  return ((__typeof__(&curl_easy_getinfo))call)(easy, info, value);
}
static inline CURLcode tollgate_curl_get_size(void *call, CURL *easy, CURLINFO info, curl_off_t *value) {
  return ((__typeof__(&curl_easy_getinfo))call)(easy, info, value);
}
// What CURLINFO_SSL_VERIFYRESULT is with OpenSSL, whose headers nothing else here needs: X509_V_ERR_CERT_NOT_YET_VALID and
// X509_V_ERR_CERT_HAS_EXPIRED.
enum { tollgate_certificate_not_yet_valid = 9, tollgate_certificate_expired = 10 };
