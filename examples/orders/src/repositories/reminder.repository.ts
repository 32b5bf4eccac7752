/** The reminders that were sent. */
export interface ReminderRepository {
  /** Keeps that one was sent. @returns whether it is new under its key */
  add(key: string, orderId: string, recipient: string): Promise<boolean>;
}
