import TollGateCore

/// Which port answers which request.
extension StationDrivers {
  func answer(to request: Request) async -> Answer {
    switch request {
    case .look(let gateway, let limit): .looked(await prober.probe(gateway, within: limit))
    case .clarify(let gateway, let limit): .clarified(await prober.clarify(gateway, within: limit))
    case .register(let gateway, let limit): await registered(gateway, limit)
    case .meter(let target): .metered(await reading(target))
    case .reach(let target, let link, let limit): .egress(await egress.reach(target, over: link, within: limit))
    case .quote(let requests): .quoted(await quotes(requests))
    case .deliver(let payment, let seller, let limit): .delivered(await delivery(payment, seller, limit))
    case .prepare(let order): await prepared(order)
    case .inspect(let payment): await inspected(payment)
    case .settle(let payment, let verdict): await settled(payment, verdict)
    case .perform(let chore, let feeLimit): await performed(chore, feeLimit)
    }
  }

  private func registered(_ gateway: GatewayID, _ limit: Interval) async -> Answer {
    await prober.register(gateway, within: limit)
    return .registered
  }

  private func reading(_ target: MeterTarget) async -> UsageAnswer {
    do throws(MeterFailure) { return .reading(try await meter.read(target)) } catch { return .nothing(error) }
  }

  private func quotes(_ requests: [QuoteRequest]) async -> [QuoteAnswer] {
    var answers: [QuoteAnswer] = []
    for request in requests {
      do throws(PaymentFailure) { answers.append(.quote(try await payment.quote(request))) } catch {
        answers.append(.none(error))
      }
    }
    return answers
  }

  /// The token goes from the provider to the courier, and nobody else sees it (F7).
  private func delivery(_ id: OperationID, _ seller: Seller, _ limit: Interval) async -> Delivery {
    let bearer: Bearer
    do throws(PaymentFailure) { bearer = try await payment.bearer(of: id) } catch {
      return .notSent(.cancelled)
    }
    return await courier.deliver(bearer, to: seller, within: limit)
  }

  private func prepared(_ order: PaymentOrder) async -> Answer {
    do throws(PaymentFailure) { return .prepared(try await payment.prepare(order, within: Pace.mint)) } catch {
      return .prepareFailed(error)
    }
  }

  private func inspected(_ id: OperationID) async -> Answer {
    do throws(PaymentFailure) { return .inspected(try await payment.inspect(id, within: Pace.mint)) } catch {
      return .inspectionFailed(error)
    }
  }

  private func settled(_ id: OperationID, _ verdict: Verdict) async -> Answer {
    do throws(PaymentFailure) { return .settled(try await payment.settle(id, verdict, within: Pace.mint)) } catch {
      return .settlementFailed(error)
    }
  }

  private func performed(_ chore: Chore, _ feeLimit: Sats) async -> Answer {
    do throws(PaymentFailure) {
      return .performed(try await payment.perform(chore, feeLimit: feeLimit, within: Pace.mint))
    } catch {
      return .choreFailed(error)
    }
  }
}
