#include "curve.h"

#include <secp256k1.h>
#include <stdlib.h>
#include <string.h>

typedef secp256k1_pubkey point;
static const size_t letters = 64;

static secp256k1_context *context(void) {
  static secp256k1_context *made;
  if (!made) made = secp256k1_context_create(SECP256K1_CONTEXT_NONE);
  return made;
}

static void must(int code) {
  if (!code) abort();
}

static point parsed(const uint8_t *bytes) {
  point made;
  must(secp256k1_ec_pubkey_parse(context(), &made, bytes, 33));
  return made;
}

static void write_point(const point *from, uint8_t *out) {
  size_t length = 33;
  must(secp256k1_ec_pubkey_serialize(context(), out, &length, from, SECP256K1_EC_COMPRESSED));
}

static point sum(const point *one, const point *other) {
  const point *both[2] = {one, other};
  point made;
  must(secp256k1_ec_pubkey_combine(context(), &made, both, 2));
  return made;
}

static point difference(const point *one, const point *other) {
  point negated = *other;
  must(secp256k1_ec_pubkey_negate(context(), &negated));
  return sum(one, &negated);
}

static point product(const point *of, const uint8_t *scalar) {
  point made = *of;
  must(secp256k1_ec_pubkey_tweak_mul(context(), &made, scalar));
  return made;
}

static point generator(const uint8_t *scalar) {
  point made;
  must(secp256k1_ec_pubkey_create(context(), &made, scalar));
  return made;
}

static point hashed(const uint8_t *secret) {
  static const char domain[] = "Secp256k1_HashToCurve_Cashu_";
  uint8_t message[sizeof domain - 1 + 64], seed[36], bytes[33] = {2};
  memcpy(message, domain, sizeof domain - 1);
  memcpy(message + sizeof domain - 1, secret, letters);
  tollgate_c_sha256(message, sizeof message, seed);
  for (uint32_t i = 0; i < 65536; i++) {
    for (int j = 0; j < 4; j++) seed[32 + j] = i >> 8 * j;
    tollgate_c_sha256(seed, sizeof seed, bytes + 1);
    point made;
    if (secp256k1_ec_pubkey_parse(context(), &made, bytes, 33)) return made;
  }
  abort();
}

int tollgate_c_hash_to_curve(const uint8_t *secrets, size_t secret_count, int count, uint8_t *out) {
  point made;
  for (int i = 0; i < count; i++) made = hashed(secrets + (size_t)i % secret_count * letters);
  write_point(&made, out);
  return 1;
}

int tollgate_c_blind(const uint8_t *secrets, size_t secret_count, const uint8_t *factor, int count, uint8_t *out) {
  for (int i = 0; i < count; i++) {
    point secret = hashed(secrets + (size_t)i % secret_count * letters), mask = generator(factor);
    point made = sum(&secret, &mask);
    write_point(&made, out);
  }
  return 1;
}

int tollgate_c_unblind(const uint8_t *blind_signature, const uint8_t *key, const uint8_t *factor, int count, uint8_t *out) {
  point mint = parsed(key);
  for (int i = 0; i < count; i++) {
    point signed_one = parsed(blind_signature), mask = product(&mint, factor);
    point made = difference(&signed_one, &mask);
    write_point(&made, out);
  }
  return 1;
}

static void challenge(const point *points[4], uint8_t *digest) {
  static const char digits[] = "0123456789abcdef";
  uint8_t text[4 * 130], bytes[65];
  for (int i = 0; i < 4; i++) {
    size_t length = sizeof bytes;
    must(secp256k1_ec_pubkey_serialize(context(), bytes, &length, points[i], SECP256K1_EC_UNCOMPRESSED));
    for (int j = 0; j < 65; j++) {
      text[130 * i + 2 * j] = digits[bytes[j] >> 4];
      text[130 * i + 2 * j + 1] = digits[bytes[j] & 15];
    }
  }
  tollgate_c_sha256(text, sizeof text, digest);
}

int tollgate_c_dleq(
  const uint8_t *blinded, const uint8_t *blind_signature, const uint8_t *key, const uint8_t *e, const uint8_t *s, int count) {
  point b = parsed(blinded), c = parsed(blind_signature), a = parsed(key);
  int right = 0;
  for (int i = 0; i < count; i++) {
    point sg = generator(s), ea = product(&a, e), sb = product(&b, s), ec = product(&c, e);
    point one = difference(&sg, &ea), other = difference(&sb, &ec);
    const point *points[4] = {&one, &other, &a, &c};
    uint8_t digest[32];
    challenge(points, digest);
    right += !memcmp(digest, e, sizeof digest);
  }
  return right;
}
