#!/usr/bin/env python3
"""nutshell-wallet.py TURNS SIZE [SIZE ...]: how long Nutshell's own wallet takes to choose and reserve the proofs of a payment with no
mint in reach. Prints a line for each size: the proofs held, the fastest and the median turn in microseconds.

It is its library as installed by scripts/nutshell, on a wallet whose proofs are made up: choosing looks at amounts alone."""
import asyncio, os, random, secrets, statistics, sys, tempfile, time

folder = tempfile.mkdtemp()
os.environ.update(HOME=folder, CASHU_DIR=folder, MINT_URL="http://127.0.0.1:1", TOR="false", DEBUG="false")
from loguru import logger  # noqa: E402

logger.remove()
from cashu.core.base import Proof, Unit, WalletKeyset  # noqa: E402
from cashu.wallet.crud import store_proof  # noqa: E402
from cashu.wallet.wallet import Wallet  # noqa: E402

KEYSET, AMOUNT, FEE = "00deadbeefdeadbe", 300, 100


def proof(amount):
    return Proof(id=KEYSET, amount=amount, C="02" + secrets.token_hex(32), secret=secrets.token_hex(32))


async def measure(size, turns):
    wallet = await Wallet.with_db("http://127.0.0.1:1", os.path.join(folder, str(size)), skip_db_read=True)
    wallet.keyset_id = KEYSET
    wallet.keysets = {
        KEYSET: WalletKeyset({}, "sat", id=KEYSET, mint_url="http://127.0.0.1:1", input_fee_ppk=FEE)
    }
    dice = random.Random(size)
    amounts = [1 << i if i < 10 else 1 << dice.randrange(10) for i in range(size)]
    wallet.proofs = [proof(a) for a in amounts]
    async with wallet.db.connect() as conn:
        for held in wallet.proofs:
            await store_proof(held, db=wallet.db, conn=conn)
    times = []
    for _ in range(turns):
        start = time.perf_counter()
        chosen, _ = await wallet.select_to_send(wallet.proofs, AMOUNT, set_reserved=True, include_fees=True)
        times.append(time.perf_counter() - start)
        # What was paid is replaced, so that every turn has as many to choose from.
        wallet.proofs = [p for p in wallet.proofs if p not in chosen] if size <= 10 else [
            p for p in wallet.proofs if not p.reserved
        ]
        fresh = [proof(p.amount) for p in chosen]
        wallet.proofs += fresh
        async with wallet.db.connect() as conn:
            for held in fresh:
                await store_proof(held, db=wallet.db, conn=conn)
    times.sort()
    print(size, round(times[0] * 1e6), round(statistics.median(times) * 1e6), flush=True)


for size in map(int, sys.argv[2:]):
    asyncio.run(measure(size, int(sys.argv[1])))
