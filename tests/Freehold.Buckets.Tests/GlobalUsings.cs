global using Freehold.Testing;
global using NUnit.Framework;
