// The errors that the modelled system calls and sysfs files give, by the names that the kernel uses.

/** Each with the text that strerror(3) gives for it. */
export const ERRNOS = {
	EPERM: 'Operation not permitted',
	ENOENT: 'No such file or directory',
	EINTR: 'Interrupted system call',
	EAGAIN: 'Resource temporarily unavailable',
	ENOMEM: 'Cannot allocate memory',
	EFAULT: 'Bad address',
	EBUSY: 'Device or resource busy',
	EINVAL: 'Invalid argument',
	ERANGE: 'Numerical result out of range',
} as const;

/** Name of an error, as errno(3) has it. */
export type Errno = keyof typeof ERRNOS;
