// A schedule goes on when the whole process is at rest, so nothing else may run in it.
[assembly: NUnit.Framework.NonParallelizable]
