// What C needs for the curve operations of ecash: libsecp256k1 and nothing around it. The other side of `CashuBenchmark`.
#pragma once
#include <stddef.h>
#include <stdint.h>

/// Secrets are texts of 64 letters, so many of them, in one piece; each call goes through them in turns, `count` times. What
/// the last turn came to is left in `out`, 33 bytes. Never 0 when all went well.
int tollgate_c_hash_to_curve(const uint8_t *secrets, size_t secret_count, int count, uint8_t *out);
int tollgate_c_blind(const uint8_t *secrets, size_t secret_count, const uint8_t *factor, int count, uint8_t *out);
int tollgate_c_unblind(const uint8_t *blind_signature, const uint8_t *key, const uint8_t *factor, int count, uint8_t *out);

/// How often the proof of equal logarithms was right.
int tollgate_c_dleq(
  const uint8_t *blinded, const uint8_t *blind_signature, const uint8_t *key, const uint8_t *e, const uint8_t *s, int count);

void tollgate_c_sha256(const uint8_t *message, size_t length, uint8_t *digest);
