/** An amount in minor units (cents): always a whole number. */
export interface Money {
  amount: number;
  currency: 'USD';
}

/** @param cents a whole number that a double holds exactly; anything else throws a RangeError */
export function usd(cents: number): Money {
  if (!Number.isSafeInteger(cents)) throw new RangeError(`not a whole number of cents: ${cents}`);
  return { amount: cents, currency: 'USD' };
}

export function addMoney(a: Money, b: Money): Money {
  return usd(a.amount + b.amount);
}

export function multiplyMoney(money: Money, times: number): Money {
  return usd(money.amount * times);
}

export function isSameMoney(a: Money, b: Money): boolean {
  return a.amount === b.amount && a.currency === b.currency;
}
