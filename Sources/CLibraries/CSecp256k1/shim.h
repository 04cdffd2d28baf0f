// libsecp256k1: points, scalars and the signatures of BIP-340.
#pragma once
#include <secp256k1.h>
#include <secp256k1_extrakeys.h>
#include <secp256k1_schnorrsig.h>

// A macro that Swift can't import.
static inline secp256k1_schnorrsig_extraparams tollgate_schnorrsig_extraparams(void *aux) {
  secp256k1_schnorrsig_extraparams made = SECP256K1_SCHNORRSIG_EXTRAPARAMS_INIT;
  made.ndata = aux;
  return made;
}
